/** A JSON object that has not been validated. */
export type JsonObject = Record<string, unknown>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

/** Documentation samples contain `Codecs` and `Start` as well as `formats` and `start`; the service accepted both. */
export function withCamelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCamelKeys);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), withCamelKeys(inner)]),
  );
}

const odataType = (type: unknown) => ({ '@odata.type': `#Microsoft.Media.${String(type).replace(/^MP4/, 'Mp4')}` });

function codecFromV2({ type, jpgLayers, pngLayers, ...rest }: JsonObject): JsonObject {
  const layers = jpgLayers ?? pngLayers;
  return { ...odataType(type), ...rest, ...(layers === undefined ? {} : { layers }) };
}

function formatFromV2({ fileName, format }: JsonObject): JsonObject {
  return { ...odataType(isJsonObject(format) ? format['type'] : undefined), filenamePattern: fileName };
}

/**
 * Converts a Media Services v2 preset (`Version`, `JpgLayers`, `Outputs`), which customers may still have, to a v3 preset, and
 * the keys of a v3 preset to camel case.
 */
export function fromAnyPreset(preset: unknown): unknown {
  const camel = withCamelKeys(preset);
  if (!isJsonObject(camel) || camel['outputs'] === undefined || camel['formats'] !== undefined) return camel;
  return {
    '@odata.type': '#Microsoft.Media.StandardEncoderPreset',
    codecs: list(camel['codecs']).map(codecFromV2),
    formats: list(camel['outputs']).map(formatFromV2),
  };
}
