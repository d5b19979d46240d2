/** The fixed name of the input in a job's folder, so that no name from outside reaches ffmpeg's command line. */
export const inputFile = 'input';

/**
 * The formats that contain their own media. ffmpeg rejects all others before it opens anything: playlists and scripts (hls,
 * dash, concat, sdp, image2 patterns, …) name other files and URLs. An allow list, since ffmpeg adds formats.
 */
export const allowedFormats = [
  ...['mov', 'mp4', 'm4a', '3gp', '3g2', 'mj2', 'matroska', 'webm', 'avi', 'mpegts', 'mpeg', 'flv', 'live_flv', 'asf'],
  ...[
    'ogg',
    'mxf',
    'gif',
    'dv',
    'ivf',
    'nut',
    'rm',
    'wtv',
    'yuv4mpegpipe',
    'h264',
    'hevc',
    'm4v',
    'mpegvideo',
    'vc1',
    'obu',
  ],
  ...['wav', 'mp3', 'aac', 'flac', 'aiff', 'amr', 'ac3', 'eac3', 'caf', 'w64'],
] as const;

/** The arguments up to `-i`: only local files and pipes, only self-contained formats. ffmpeg has had them since 2014 and 2016. */
export function inputArguments(seekSeconds = 0): string[] {
  return [
    // Inaccurate on purpose: this keeps frames before the time, so that the filter can choose the displayed one.
    ...(seekSeconds > 0 ? ['-noaccurate_seek', '-ss', seekSeconds.toFixed(6)] : []),
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', allowedFormats.join(',')],
    ...['-i', `file:${inputFile}`],
  ];
}
