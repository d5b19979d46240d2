import { mainVideo } from '../../../local/media-services/ffmpeg/media-source.js';
import { ffprobeSchema, readSource } from '../../../local/media-services/ffmpeg/read-source.js';

const read = (described: object) => readSource(ffprobeSchema.parse(described));
const format = { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', duration: '70.300000', start_time: '0.033000' };
const video = { index: 0, codec_type: 'video', codec_name: 'h264', width: 320, height: 180 };
const onlyVideo = (stream: object, rest = {}) =>
  read({ format, streams: [{ ...video, ...stream }], ...rest })?.video[0];
const matrix = (...n: number[]) =>
  `\n00000000: ${n[0]} ${n[1]} 0\n00000001: ${n[2]} ${n[3]} 0\n00000002: 0 0 1073741824\n`;

describe("ffprobe's description of an input", () => {
  it('gives what the metadata file lists', () => {
    const sound = { index: 1, codec_type: 'audio', codec_name: 'aac', sample_rate: '48000', channels: 2 };
    const more = {
      profile: 'Main',
      codec_tag_string: 'avc1',
      pix_fmt: 'yuv420p',
      bit_rate: '8421000',
      time_base: '1/30000',
    };
    const tags = { title: 'A: B' };
    expect(
      read({ format: { ...format, bit_rate: '8618000', tags }, streams: [{ ...video, ...more }, sound] }),
    ).toMatchObject({
      format: 'mov,mp4,m4a,3gp,3g2,mj2',
      durationSeconds: 70.3,
      startSeconds: 0.033,
      bitsPerSecond: 8_618_000,
      streamCount: 2,
      metadata: tags,
      video: [{ profile: 'Main', fourCc: 'avc1', pixelFormat: 'yuv420p', bitsPerSecond: 8_421_000, timeBase: 30_000 }],
      audio: [{ index: 1, codec: 'aac', samplingRate: 48_000, channels: 2 }],
    });
  });

  it('may lack the duration, the tag and the bit rate', () => {
    const source = read({
      format: { format_name: 'matroska,webm' },
      streams: [{ ...video, codec_tag_string: '[0][0][0][0]' }],
    });
    expect(source).toMatchObject({ durationSeconds: undefined, startSeconds: 0, metadata: {} });
    expect(source?.video).toMatchObject([{ fourCc: undefined, bitsPerSecond: undefined }]);
  });

  it('is absent when the input could not be opened', () => {
    expect(read({ error: { code: -1_094_995_529, string: 'Invalid data found' } })).toBeUndefined();
  });
});

describe('the size of a displayed frame', () => {
  it('has square pixels', () => {
    const stream = { width: 641, height: 480, sample_aspect_ratio: '4:3' };
    expect(onlyVideo(stream)).toMatchObject({
      coded: { width: 641 },
      displayed: { width: 855, height: 480 },
      turns: [],
    });
  });

  it.each([
    [[1, 0, 0, 1], [], false],
    [[-1, 0, 0, -1], ['hflip', 'vflip'], false],
    [[-1, 0, 0, 1], ['hflip'], false],
    [[0, 1, -1, 0], ['transpose=clock'], true],
    [[0, -1, 1, 0], ['transpose=cclock'], true],
    [[0, 1, 1, 0], ['transpose=cclock_flip'], true],
    [[0, -1, -1, 0], ['transpose=clock_flip'], true],
  ])('follows the display matrix %j by %j', (numbers, turns, isTurned) => {
    const displaymatrix = matrix(...numbers.map((n) => n * 65_536));
    const displayed = isTurned ? { width: 180, height: 320 } : { width: 320, height: 180 };
    expect(onlyVideo({ side_data_list: [{ side_data_type: 'Stereo 3D' }, { displaymatrix }] })).toMatchObject({
      turns,
      displayed,
    });
  });
});

describe('the frame rate', () => {
  it.each([
    ['30000/1001', '30000/1001', 30_000 / 1_001],
    ['29.97 as Matroska rounds it', '2997/100', 30_000 / 1_001, '30000/1001'],
    ['24', '24/1', 24],
    ['23.98, which is not 24000/1001', '1199/50', 23.98],
    ['a variable rate', '61/10', 6.1, '90000/1'],
    ['a slide show', '1/5', 0.2, '1/5'],
    ['none', '0/0', 25, '90000/1'],
    ['a rate of the lowest common kind only', '0/0', 30, '30/1'],
  ])('of %s is exact', (_title, avg_frame_rate, rate, r_frame_rate = avg_frame_rate) => {
    expect(onlyVideo({ avg_frame_rate, r_frame_rate })?.frameRate).toBeCloseTo(rate, 9);
  });
});

describe('the stream that images are taken from', () => {
  const stream = (index: number, width: number, flags: Record<string, number>) => ({
    ...video,
    index,
    width,
    disposition: flags,
  });
  it.each([
    ['the default one, not the largest', [stream(0, 1920, {}), stream(1, 160, { default: 1 })], 1],
    ['of default ones the largest', [stream(0, 160, { default: 1 }), stream(1, 1280, { default: 1 })], 1],
    ['no cover, even if it is the default', [stream(0, 3000, { default: 1, attached_pic: 1 }), stream(1, 160, {})], 1],
    ['a cover where there is nothing else', [stream(3, 300, { attached_pic: 1 })], 3],
  ])('is %s', (_title, streams, index) => {
    const source = read({ format, streams });
    expect(source && mainVideo(source)?.index).toBe(index);
  });
});
