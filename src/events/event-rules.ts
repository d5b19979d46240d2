/** Which events count, and where their video id is: from the settings. */
export interface EventRules {
  /** Key of correlation data that names the video. */
  videoIdKey: string;
  /** Whether a blob's path is that of a marker, and the video that its name contains; undefined when markers are off. */
  marker: ((path: string) => { videoId: string | undefined } | undefined) | undefined;
  /** Whether `Stillframe.ImagesReady` counts. */
  imagesReady: boolean;
}
