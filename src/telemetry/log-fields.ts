export type LogLevel = 'info' | 'warn' | 'error';

type FieldType = 'string' | 'string?' | 'number' | 'number?' | 'dynamic';

/** How an event is written down: its level, and its fields by type; `?` marks one that may be left out. */
export interface LogEventShape {
  level: LogLevel;
  fields: Readonly<Record<string, FieldType>>;
}

interface ValueOf {
  string: string;
  'string?': string | undefined;
  number: number;
  'number?': number | undefined;
  dynamic: readonly unknown[];
}

/** What a line of such an event has to be given. */
export type FieldsOf<Shape extends Readonly<Record<string, FieldType>>> = {
  [Name in keyof Shape as Shape[Name] extends `${string}?` ? never : Name]: ValueOf[Shape[Name]];
} & {
  [Name in keyof Shape as Shape[Name] extends `${string}?` ? Name : never]?: ValueOf[Shape[Name]];
};
