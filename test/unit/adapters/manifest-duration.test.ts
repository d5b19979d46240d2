import { readManifestDuration } from '../../../src/adapters/blob/manifest-duration.js';

const durationOf = (bytes: Buffer) =>
  readManifestDuration(({ maxBytes }) => Promise.resolve({ bytes: bytes.subarray(0, maxBytes), size: bytes.length }));
const root = (attributes: string) =>
  `<?xml version="1.0"?>\r\n<SmoothStreamingMedia MajorVersion="2" ${attributes}>\n<StreamIndex Duration="1"/>`;

describe('the duration of a client manifest', () => {
  it.each([
    ['in units of 100 ns', root('Duration="703040000"'), 70_304],
    ['in its own time scale', root(`TimeScale='1000' Duration = '70304'`), 70_304],
    ['after a byte order mark', `\uFEFF${root('Duration="703040000"')}`, 70_304],
    ['not there', root('IsLive="TRUE"'), undefined],
    ['0, of what was live', root('Duration="0"'), undefined],
    ['of a time scale of 0', root('Duration="1" TimeScale="0"'), undefined],
    ['of another file', '<Other Duration="703040000">', undefined],
    ['too far in', root(`${'x="y" '.repeat(1000)}Duration="703040000"`), undefined],
    ['of an empty file', '', undefined],
  ])('is read where it is %s', async (_, text, durationMs) => {
    expect(await durationOf(Buffer.from(text))).toBe(durationMs);
  });

  it('is read in UTF-16', async () => {
    expect(await durationOf(Buffer.from(`\uFEFF${root('Duration="703040000"')}`, 'utf16le'))).toBe(70_304);
  });
});
