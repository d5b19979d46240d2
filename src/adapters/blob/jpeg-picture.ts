import type { Steps } from '../../domain/steps.js';

const DHT = 0xc4;
const DRI = 0xdd;
const SCAN = 0xda;
const SEQUENTIAL = [0xc0, 0xc1];
const PROGRESSIVE = 0xc2;
/** Cyan, magenta, yellow, black. */
const MAX_COMPONENTS = 4;
/** Two kinds of four. */
const MAX_TABLES = 8;
const MARKS_OF_STEP = 1024;
const UNITS_OF_STEP = 64;

/** A Huffman table: by length of a code, one more than the last code, and where its values are less its first code. */
interface Table {
  ends: number[];
  offsets: number[];
  values: Buffer;
}

interface Component {
  id: number;
  across: number;
  down: number;
  /** Of a picture in one go: its blocks are there. Of a progressive one: to which bit each of its 64 coefficients was sent. */
  isWhole: boolean;
  bits: number[];
}

/**
 * Whether a JPEG without an end mark has all of its picture. Of one in one go its blocks are counted: decoded as far as to know where
 * each ends (ITU T.81, F.2). Of a progressive one the last bits of all coefficients have to have begun: what then is missing is the
 * finest detail. False where it cannot be known.
 */
export function* hasWholePicture(jpeg: Buffer): Steps<boolean> {
  const tables = new Map<number, Table>();
  let components: Component[] = [];
  let [isProgressive, interval, width, height] = [false, 0, 0, 0];
  const isWhole = () => components.length > 0 && components.every((one) => one.isWhole);

  let at = 2;
  for (let marks = 1; ; marks++) {
    if (marks % MARKS_OF_STEP === 0) yield undefined;
    at = jpeg.indexOf(0xff, at);
    if (at < 0 || at + 1 >= jpeg.length) return false;
    at += 1;
    const marker = jpeg[at] ?? 0;
    // Bytes that fill come before any marker.
    if (marker === 0xff) continue;
    at += 1;
    if (marker < 0xc0 || (0xd0 <= marker && marker <= 0xd9)) continue;
    if (at + 2 > jpeg.length) return false;
    const end = at + jpeg.readUInt16BE(at);
    const data = jpeg.subarray(at + 2, end);
    at = Math.max(end, at + 2);
    if (marker === DHT) readTables(data, tables);
    else if (marker === DRI && data.length >= 2) interval = data.readUInt16BE(0);
    else if (SEQUENTIAL.includes(marker) || marker === PROGRESSIVE) {
      if (data.length < 6) return false;
      isProgressive = marker === PROGRESSIVE;
      [height, width] = [data.readUInt16BE(1), data.readUInt16BE(3)];
      components = componentsOf(data.subarray(6, 6 + 3 * MAX_COMPONENTS));
      if (components.some(({ across, down }) => across * down === 0)) return false;
    } else if (marker === SCAN) {
      const count = data[0] ?? 0;
      const own = Array.from({ length: count }, (_, i) => {
        const component = components.find(({ id }) => id === data[1 + 2 * i]);
        const tablesOf = data[2 + 2 * i] ?? 0;
        return component && { component, dc: tables.get(tablesOf >> 4), ac: tables.get(0x10 | (tablesOf & 15)) };
      });
      if (own.length === 0) return false;
      if (isProgressive) {
        const [first = 0, last = 0, shift = 0] = data.subarray(1 + 2 * count);
        for (const one of own) one?.component.bits.fill(shift & 15, first, last + 1);
        for (const one of components) one.isWhole = one.bits.every((bit) => bit === 0);
      } else {
        const blocks = blocksOf(own, components, width, height);
        const scan = blocks && (yield* scanEnd(jpeg, at, blocks, interval));
        if (scan === undefined) return false;
        at = scan;
        for (const one of own) if (one !== undefined) one.component.isWhole = true;
      }
      if (isWhole()) return true;
    }
  }
}

/** The tables of the blocks of one unit (MCU), in order, and how many units a scan has. */
interface Blocks {
  unit: { dc: Table; ac: Table }[];
  units: number;
}

function blocksOf(
  own: readonly ({ component: Component; dc: Table | undefined; ac: Table | undefined } | undefined)[],
  components: readonly Component[],
  width: number,
  height: number,
): Blocks | undefined {
  const across = Math.max(...components.map((one) => one.across));
  const down = Math.max(...components.map((one) => one.down));
  const unit: Blocks['unit'] = [];
  for (const one of own) {
    if (one?.dc === undefined || one.ac === undefined) return undefined;
    const { component, dc, ac } = one;
    const count = own.length === 1 ? 1 : component.across * component.down;
    for (let block = 0; block < count; block++) unit.push({ dc, ac });
  }
  const [alone] = own.length === 1 ? own : [];
  const columns = alone === undefined ? width / across : Math.ceil((width * alone.component.across) / across);
  const rows = alone === undefined ? height / down : Math.ceil((height * alone.component.down) / down);
  return { unit, units: Math.ceil(columns / 8) * Math.ceil(rows / 8) };
}

/** Where the data of a scan end; undefined where they end too early, or are none. */
function* scanEnd(jpeg: Buffer, from: number, { unit, units }: Blocks, interval: number): Steps<number | undefined> {
  let at = from;
  let byte = 0;
  let left = 0;
  /** One bit; -1 at the end of the data, where a marker or nothing stands. */
  const bit = (): number => {
    if (left === 0) {
      const next = jpeg[at];
      if (next === undefined || (next === 0xff && jpeg[at + 1] !== 0)) return -1;
      byte = next;
      at += next === 0xff ? 2 : 1;
      left = 8;
    }
    left -= 1;
    return (byte >> left) & 1;
  };
  const skip = (bits: number): boolean => {
    for (let i = 0; i < bits; i++) if (bit() < 0) return false;
    return true;
  };
  const decode = ({ ends, offsets, values }: Table): number => {
    let code = 0;
    for (let length = 1; length <= 16; length++) {
      const next = bit();
      if (next < 0) return -1;
      code = code * 2 + next;
      if (code < (ends[length] ?? 0)) return values[code + (offsets[length] ?? 0)] ?? -1;
    }
    return -1;
  };
  const passBlock = (dc: Table, ac: Table): boolean => {
    const size = decode(dc);
    if (size < 0 || !skip(size)) return false;
    for (let k = 1; k < 64; k++) {
      const runAndSize = decode(ac);
      if (runAndSize < 0 || !skip(runAndSize & 15)) return false;
      if (runAndSize === 0) return true;
      k += runAndSize >> 4;
    }
    return true;
  };
  for (let done = 0; done < units; done++) {
    if (interval > 0 && done > 0 && done % interval === 0) {
      left = 0;
      if (jpeg[at] !== 0xff || ((jpeg[at + 1] ?? 0) & 0xf8) !== 0xd0) return undefined;
      at += 2;
    }
    for (const { dc, ac } of unit) if (!passBlock(dc, ac)) return undefined;
    if (done % UNITS_OF_STEP === 0) yield undefined;
  }
  return at;
}

function componentsOf(data: Buffer): Component[] {
  return Array.from({ length: Math.floor(data.length / 3) }, (_, i) => {
    const sampling = data[3 * i + 1] ?? 0;
    const bits = Array<number>(64).fill(-1);
    return { id: data[3 * i] ?? 0, across: sampling >> 4, down: sampling & 15, isWhole: false, bits };
  });
}

/** Several may lie in one segment: class and number, how many codes there are of each length, and their values. */
function readTables(data: Buffer, tables: Map<number, Table>): void {
  let at = 0;
  for (let count = 0; count < MAX_TABLES && at + 17 <= data.length; count++) {
    const counts = data.subarray(at + 1, at + 17);
    const values = data.subarray(at + 17, at + 17 + counts.reduce((sum, count) => sum + count, 0));
    const [ends, offsets] = [[0], [0]];
    let [code, value] = [0, 0];
    for (const count of counts) {
      offsets.push(value - code);
      code += count;
      value += count;
      ends.push(code);
      code *= 2;
    }
    tables.set(data[at] ?? 0, { ends, offsets, values });
    at += 17 + values.length;
  }
}
