/** The values for the macros of a `filenamePattern`; a missing value is an empty string. */
export interface FileNameParts {
  readonly basename: string;
  /** With its dot: `.jpg`. */
  readonly extension: string;
  readonly label?: string | undefined;
  readonly index?: number | undefined;
  /** `{width}x{height}` of the written image, not of the preset. */
  readonly resolution?: string | undefined;
}

/** `{Index}` has at least six digits and starts at 000001. */
const indexDigits = 6;

/** `{Basename}` is truncated to 32 characters, to 64 where the preset copies audio or video (Format.filenamePattern). */
export const basenameLength = { usual: 32, copying: 64 } as const;

/** The input's name without folders and extension, truncated to `length` UTF-16 units without splitting a surrogate pair. */
export function basenameOf(inputName: string, length: number = basenameLength.usual): string {
  const name = inputName.split(/[\\/]/).at(-1) ?? inputName;
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  return stem.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** Replaces the macros of a pattern; those that do not apply to images ({Bitrate}, {Codec}, …) are removed. */
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

/** Whether a name can be a blob in the container's root: no path, no control characters, 1 to 255 characters. */
export function isPlainFileName(name: string): boolean {
  return /^[^/\\\p{Cc}]{1,255}$/u.test(name) && !/^\.+$/.test(name);
}

/** The name with another extension: the WebVTT has the name of its sprite. */
export function withExtension(name: string, extension: string): string {
  return name.replace(/(\.[^.]*)?$/, extension);
}
