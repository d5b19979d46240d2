/** What the tests use of the WebVTT parser that video.js brings (vtt.js); it has no types of its own. */
declare module 'videojs-vtt.js' {
  interface Cue {
    id: string;
    startTime: number;
    endTime: number;
    text: string;
  }
  class Parser {
    constructor(window: { VTTCue: unknown }, decoder?: unknown);
    oncue: (cue: Cue) => void;
    onparsingerror: (error: Error) => void;
    parse(text: string): void;
    flush(): void;
  }
  export const WebVTT: { Parser: typeof Parser; StringDecoder: () => unknown };
  export const VTTCue: unknown;
}
