/** What the tests use of the parser that video.js brings; it has no types of its own. */
declare module 'm3u8-parser' {
  export class Parser {
    push(text: string): void;
    end(): void;
    manifest: {
      version?: number;
      playlistType?: string;
      targetDuration?: number;
      endList?: boolean;
      segments: { duration: number; uri: string }[];
    };
  }
}
