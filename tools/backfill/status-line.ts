/** A line at the bottom of a terminal that is drawn over and over. Where there is no terminal it is never seen. */
export interface StatusLine {
  readonly isSeen: boolean;
  /** How many characters it holds. */
  width(): number;
  draw(text: string): void;
  /** Lets something be written, on the same terminal perhaps, and shows the line again below it. */
  above(write: () => void): void;
  /** Leaves what it shows, and begins a new line. */
  end(): void;
}

/** What of a stream it takes. */
export type Terminal = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

const USUAL_COLUMNS = 80;
/** To the line's beginning, and away with what is there. */
const CLEAR = '\r\x1b[K';

/**
 * Takes back no more than its own line and leaves the cursor as it is: a process that is killed leaves a terminal that works,
 * and lines that scroll by stay whole.
 */
export function makeStatusLine(stream: Terminal): StatusLine {
  const isSeen = stream.isTTY;
  let shown = '';
  const clear = (): void => {
    if (shown !== '') stream.write(CLEAR);
  };
  return {
    isSeen,
    // The last column is left free: a character there takes some terminals to the next line.
    width: () => (stream.columns > 0 ? stream.columns : USUAL_COLUMNS) - 1,
    draw: (text) => {
      if (!isSeen) return;
      shown = text;
      stream.write(CLEAR + text);
    },
    above: (write) => {
      clear();
      write();
      if (shown !== '') stream.write(shown);
    },
    end: () => {
      if (shown !== '') stream.write('\n');
      shown = '';
    },
  };
}
