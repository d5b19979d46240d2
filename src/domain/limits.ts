/**
 * What outside input may make long, in numbers (docs/limits.md says what happens beyond each). Each is checked before the work
 * that it bounds. Beyond one, the part is left out with a line in the log, or the whole is refused and never tried again.
 */
export const LIMITS = {
  /** Blobs listed in one location, and characters in all of their names. */
  blobsOfLocation: 250_000,
  nameCharactersOfLocation: 32 * 1024 * 1024,
  /** Calls for one listing: a page of 5,000 may come with fewer, or empty. */
  pagesOfListing: 500,
  /** Each costs the read of a header; presets have a few layers. */
  seriesOfLocation: 100,
  /** WebVTT files of one location, and their bytes together, by the listing. */
  webVttFilesOfLocation: 500,
  webVttBytesOfLocation: 8 * 1024 * 1024,
  /** Tiles in all WebVTT files of one location; a row has room for some 12,000. */
  tilesOfLocation: 20_000,
  /** Bytes of one JSON file of the encoder, and files of inputs that are read in one location. */
  jsonBytes: 1024 * 1024,
  jsonFilesOfLocation: 20,
  /** Entries of a list in a JSON file or an answer of the encoder, and lists and objects in such a file, in all. */
  jsonEntries: 1000,
  jsonParts: 20_000,
  /** Characters of a name in an answer of the encoder, and image rules of one preset. */
  nameCharacters: 1024,
  rulesOfPreset: 100,
  /** Chunks, segments or boxes of an image before its picture. */
  headerParts: 1000,
  /** Reads of an image, besides the first, and bytes of each: cameras write megabytes before the picture. */
  imageReads: 16,
  imageReadBytes: 1024 * 1024,
  /** Client manifests and MP4 files of one location that are searched for those of a series, and that are read for the duration; reads of an MP4, and bytes of each. */
  durationFilesSearched: 1000,
  durationFilesOfLocation: 20,
  mp4Reads: 10,
  mp4ReadBytes: 4096,
  /** Lines of a WebVTT, and characters of the address of a tile: a name of 1,024 characters takes some 9,000. */
  linesOfWebVtt: 200_000,
  addressCharacters: 10_000,
  /** Characters of `Accept` and `Accept-Encoding`; browsers send some 200. */
  acceptCharacters: 1024,
  /** Characters of a number, a time or a duration written as text, before any parser sees it. */
  valueCharacters: 64,
  /** Digits of an index, as many as the largest exact integer has, and characters of a `{Basename}` that a pattern repeats. */
  indexDigits: 16,
  repeatedBasename: 64,
  /** Outputs of a job event, and characters of an event's subject or prefix: Azure's longest blob name. */
  outputsOfEvent: 100,
  subjectCharacters: 1024,
  /** Characters of an event's data in base64: some ten times what a job with as many outputs takes. */
  encodedCharactersOfEvent: 256 * 1024,
  /** Locations of one video, and what they hold: tiles, runs of numbers, names and times that are stored one by one. */
  locationsOfVideo: 100,
  partsOfVideo: 50_000,
  /** Bytes of one image that the app brings itself, and of all that it brings at one time. */
  imageBytes: 8 * 1024 * 1024,
  imageBytesInFlight: 64 * 1024 * 1024,
} as const;
