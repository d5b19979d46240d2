/** The fixed name of the input in a job's folder, so that no name from outside reaches ffmpeg's command line. */
export const inputFile = 'input';

/**
 * The formats that contain their own media. ffmpeg rejects all others before it opens anything: playlists and scripts (hls,
 * dash, concat, sdp, image2 patterns, …) name other files and URLs. An allow list, since ffmpeg adds formats.
 */
const allowedFormats = [
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,live_flv,asf,ogg,mxf,gxf,gif,dv,ivf,nut,rm,wtv',
  'yuv4mpegpipe,h264,hevc,m4v,mpegvideo,vc1,obu,wav,mp3,aac,flac,aiff,amr,ac3,eac3,caf,w64',
].join();

/** The arguments of ffprobe for the input, and of ffmpeg: only local files and pipes, only self-contained formats. */
export const inputArguments = (): string[] => [
  ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', allowedFormats],
  ...['-i', `file:${inputFile}`],
];

/**
 * The arguments of ffmpeg up to `-i`. The seek is inaccurate on purpose: this keeps frames before the time, so that the filter can
 * choose the displayed one. Frames are turned by filters of our own, after `scale`.
 */
export const decodeArguments = (seekSeconds = 0): string[] => [
  ...(seekSeconds > 0 ? ['-noaccurate_seek', '-ss', seekSeconds.toFixed(6)] : []),
  ...['-noautorotate', ...inputArguments()],
];

/** Keeps one filter graph when size or pixel format change: a new one would forget which image is due. */
export const oneGraph = ['-reinit_filter', '0'];
