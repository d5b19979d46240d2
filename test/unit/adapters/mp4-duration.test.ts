import fc from 'fast-check';
import { readMp4Duration } from '../../../src/adapters/blob/mp4-duration.js';
import { LIMITS } from '../../../src/domain/limits.js';

const u32 = (value: number) => Buffer.from([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]);
function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
}
const data = (...parts: Uint8Array[]) => Buffer.concat(parts);
const box = (type: string, ...parts: Uint8Array[]) =>
  data(u32(8 + data(...parts).length), Buffer.from(type, 'latin1'), ...parts);
const long = (type: string, ...parts: Uint8Array[]) =>
  data(u32(1), Buffer.from(type, 'latin1'), u64(BigInt(16 + data(...parts).length)), ...parts);
const open = (type: string, ...parts: Uint8Array[]) => data(u32(0), Buffer.from(type, 'latin1'), ...parts);

const mvhd0 = (duration: number, timescale = 600) =>
  box('mvhd', u32(0), u32(0), u32(0), u32(timescale), u32(duration), Buffer.alloc(80));
const mvhd1 = (duration: bigint, timescale = 600) =>
  box('mvhd', u32(0x01_00_00_00), u64(0n), u64(0n), u32(timescale), u64(duration), Buffer.alloc(80));
const [ftyp, mdat, trak] = [
  box('ftyp', Buffer.alloc(16)),
  box('mdat', Buffer.alloc(300_000)),
  box('trak', Buffer.alloc(9000)),
];

async function read(file: Uint8Array) {
  let reads = 0;
  const durationMs = await readMp4Duration(({ from = 0, maxBytes }) => {
    reads += 1;
    return Promise.resolve({ bytes: Buffer.from(file.subarray(from, from + maxBytes)), size: file.length });
  });
  return { durationMs, reads };
}

describe('the duration of an MP4', () => {
  it.each([
    ['before its pictures', data(ftyp, box('moov', mvhd0(36_600), trak), mdat), 1],
    ['behind its pictures', data(ftyp, mdat, box('moov', mvhd0(36_600), trak)), 2],
    [
      'behind pictures of a 64-bit length',
      data(ftyp, long('mdat', Buffer.alloc(9000)), long('moov', mvhd0(36_600))),
      2,
    ],
    ['in a box that reaches to the end', data(ftyp, mdat, open('moov', mvhd0(36_600))), 2],
    ['behind another box', data(ftyp, box('moov', trak, mvhd0(36_600))), 2],
    ['in 64 bits', data(ftyp, box('moov', mvhd1(36_600n))), 1],
    ['of a QuickTime file without a type', box('moov', mvhd0(36_600)), 1],
    ['of fragments', data(box('moov', mvhd0(0), trak, box('mvex', box('mehd', u32(0), u32(36_600))))), 2],
    ['of fragments in 64 bits', box('moov', mvhd1(0n), box('mvex', box('mehd', u32(0x01_00_00_00), u64(36_600n)))), 1],
  ])('is read %s', async (_, file, reads) => {
    expect(await read(file)).toEqual({ durationMs: 61_000, reads });
  });

  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['text', Buffer.from('this is no film, only words about one')],
    ['no moov', data(ftyp, mdat)],
    ['no mvhd', data(ftyp, box('moov', trak))],
    ['a cut header', data(ftyp, box('moov', mvhd0(36_600))).subarray(0, 50)],
    ['no timescale', box('moov', mvhd0(36_600, 0))],
    ['an unknown duration', box('moov', mvhd0(0xff_ff_ff_ff))],
    ['an unknown duration in 64 bits', box('moov', mvhd1(0xff_ff_ff_ff_ff_ff_ff_ffn))],
    ['a duration beyond all numbers', box('moov', mvhd1(0xff_ff_ff_ff_ff_ff_ff_f0n, 1))],
    ['fragments of no length', box('moov', mvhd0(0), box('mvex', box('mehd', u32(0), u32(0))))],
    ['fragments alone', box('moov', mvhd0(0), trak)],
    ['a length of two', data(u32(2), Buffer.from('ftyp'), box('moov', mvhd0(36_600)))],
    ['a 64-bit length of three', data(u32(1), Buffer.from('ftyp'), u64(3n), box('moov', mvhd0(36_600)))],
    ['a box that is longer than its parent', box('moov', data(u32(5000), Buffer.from('mvhd'), Buffer.alloc(100)))],
    ['a length beyond all files', data(u32(1), Buffer.from('mdat'), u64(0xff_ff_ff_ff_ff_ff_ff_ffn))],
  ])('is unknown of %s', async (_, file) => {
    expect((await read(file)).durationMs).toBeUndefined();
  });

  it('costs no more than so many reads, whatever the boxes are', async () => {
    const boxes = Array.from({ length: 50 }, () => box('free', Buffer.alloc(LIMITS.mp4ReadBytes)));
    expect(await read(data(...boxes, box('moov', mvhd0(36_600))))).toEqual({ reads: LIMITS.mp4Reads });
  });

  it('never throws, whatever one byte or the end of a file is', async () => {
    const file = data(ftyp, long('free'), box('moov', mvhd0(0), box('mvex', box('mehd', u32(0), u32(5)))));
    const broken = fc.asyncProperty(
      fc.nat(file.length - 1),
      fc.nat(255),
      fc.nat(file.length),
      async (at, byte, end) => {
        const copy = Buffer.from(file);
        copy[at] = byte;
        const { durationMs = 1 } = await read(copy.subarray(0, end));
        expect(durationMs).toBeGreaterThan(0);
      },
    );
    await fc.assert(broken, { numRuns: 500 });
  });
});
