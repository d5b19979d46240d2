/** What the macros of a `filenamePattern` stand for, for one file. Absent ones collapse to nothing. */
export interface FileNameParts {
  readonly basename: string;
  /** With its dot, as Media Services writes it: `.jpg`. */
  readonly extension: string;
  readonly label?: string | undefined;
  readonly index?: number | undefined;
  /** `{width}x{height}` of the written image, not of the preset. */
  readonly resolution?: string | undefined;
}

/** `{Index}` is six digits from 000001; a millionth image would make it wider. */
const indexDigits = 6;

/** `{Basename}` is cut to 32 characters, 64 where the preset copies audio or video (Format.filenamePattern). */
export const basenameLength = { usual: 32, copying: 64 } as const;

/** The input's name without folders and extension, cut to `length` UTF-16 units but never through a surrogate pair. */
export function basenameOf(inputName: string, length: number = basenameLength.usual): string {
  const name = inputName.split(/[\\/]/).at(-1) ?? inputName;
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  return stem.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** Fills a pattern's macros; the ones that mean nothing for images ({Bitrate}, {Codec}, …) collapse to nothing. */
export function fillPattern(pattern: string, parts: FileNameParts): string {
  const values: Readonly<Record<string, string | undefined>> = {
    Basename: parts.basename,
    Extension: parts.extension,
    Label: parts.label,
    Index: parts.index === undefined ? undefined : String(parts.index).padStart(indexDigits, '0'),
    Resolution: parts.resolution,
  };
  return pattern.replace(/\{(\w*)\}/g, (_, macro: string) => (Object.hasOwn(values, macro) ? values[macro] : '') ?? '');
}

/** A name that can be one blob in the container's root: no path, no control characters, 1 to 255 characters. */
export function isPlainFileName(name: string): boolean {
  return /^[^/\\\p{Cc}]{1,255}$/u.test(name) && !/^\.+$/.test(name);
}

/** The same name with another extension: a sprite's WebVTT is named after its sheet. */
export function withExtension(name: string, extension: string): string {
  return name.replace(/(\.[^.]*)?$/, extension);
}
