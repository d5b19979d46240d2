/** The input's name within a job's private folder. It never varies, so no name from outside reaches ffmpeg's command line. */
export const inputFile = 'input';

/**
 * The containers that hold their own media. What is not here is refused by ffmpeg itself, after it has recognised the format
 * and before the format opens anything: playlists and scripts (hls, dash, concat, sdp, image2 patterns, …) name other files
 * and URLs. An allow-list, because every version of ffmpeg brings new formats.
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

/** All that precedes `-i`: only local files and pipes, only self-contained formats. Known to ffmpeg since 2014 and 2016. */
export function inputArguments(seekSeconds = 0): string[] {
  return [
    // Not accurate on purpose: frames before the time are kept, so that the filter can choose the one that is shown at it.
    ...(seekSeconds > 0 ? ['-noaccurate_seek', '-ss', seekSeconds.toFixed(6)] : []),
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', allowedFormats.join(',')],
    ...['-i', `file:${inputFile}`],
  ];
}
