/** What the app uses of the package; `@types/negotiator` lacks `preferred`. */
declare module 'negotiator' {
  export default class Negotiator {
    constructor(request: { headers: Record<string, string> });
    encodings<T extends string>(available: readonly T[], options: { preferred: readonly T[] }): T[];
    mediaType<T extends string>(available: readonly T[]): T | undefined;
  }
}
