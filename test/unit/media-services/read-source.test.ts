import { readSource } from '../../../local/media-services/ffmpeg/read-source.js';

const of2018 = `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:input':
  Metadata:
    major_brand     : isom
    title           : A: B
                    : Duration: 09:00:00.00, start: 0, bitrate: 1 kb/s
  Duration: 00:01:10.30, start: 0.033000, bitrate: 8618 kb/s
    Stream #0:0(und): Video: h264 (Main) (avc1 / 0x31637661), yuv420p(tv, bt709), 1280x720 [SAR 1:1 DAR 16:9], 8421 kb/s, 29.97 fps, 29.97 tbr, 30k tbn, 59.94 tbc (default)
    Metadata:
      rotate          : 90
      handler_name    : Video Media Handler
    Side data:
      displaymatrix: rotation of -90.00 degrees
    Stream #0:1(eng): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, stereo, fltp, 192 kb/s (default)
At least one output file must be specified
`;

const of2024 = `Input #0, matroska,webm, from 'file:input':
  Duration: N/A, start: 0.000000, bitrate: N/A
  Stream #0:0(eng): Video: vp8, yuv420p(progressive), 641x480 [SAR 4:3 DAR 641:360], 1k tbr, 1k tbn (default)
  Stream #0:1[0x1](eng): Audio: opus, 48000 Hz, mono, fltp
`;

const music = `Input #0, mp3, from 'file:input':
  Duration: 00:03:00.05, start: 0.025057, bitrate: 130 kb/s
    Stream #0:0: Audio: mp3, 44100 Hz, stereo, fltp, 128 kb/s
    Stream #0:1: Video: png, rgb24(pc), 300x300, 90k tbr, 90k tbn, 90k tbc (attached pic)
`;

describe("ffmpeg's description of its input", () => {
  it('gives the streams as displayed: rotated, and at their exact rate', () => {
    expect(readSource(of2018)).toMatchObject({
      format: 'mov,mp4,m4a,3gp,3g2,mj2',
      durationSeconds: 70.3,
      startSeconds: 0.033,
      bitsPerSecond: 8_618_000,
      streamCount: 2,
      metadata: { major_brand: 'isom', title: 'A: B' },
      video: [
        {
          index: 0,
          codec: 'h264',
          profile: 'Main',
          fourCc: 'avc1',
          pixelFormat: 'yuv420p',
          coded: { width: 1280, height: 720 },
          displayed: { width: 720, height: 1280 },
          frameRate: 30_000 / 1_001,
          bitsPerSecond: 8_421_000,
          timeBase: 30_000,
        },
      ],
      audio: [{ index: 1, codec: 'aac', samplingRate: 48_000, channelLayout: 'stereo', sampleFormat: 'fltp' }],
    });
  });

  it('is read from newer versions, without a duration, and with pixels that are not square', () => {
    expect(readSource(of2024)).toMatchObject({
      durationSeconds: undefined,
      bitsPerSecond: undefined,
      video: [{ codec: 'vp8', coded: { width: 641, height: 480 }, displayed: { width: 855, height: 480 } }],
    });
  });

  it('does not count the cover of a music file as video', () => {
    expect(readSource(music)).toMatchObject({ video: [], audio: [{ codec: 'mp3' }], streamCount: 2 });
  });

  it('is absent when the input could not be opened', () => {
    expect(readSource('file:input: Invalid data found when processing input\n')).toBeUndefined();
  });
});
