/** What the client of Media Services makes of a body: `@odata.type` is `odataType`, and `Codecs` is `codecs`. */
export function answered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(answered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const name = key === '@odata.type' ? 'odataType' : key.charAt(0).toLowerCase() + key.slice(1);
      return [name, answered(inner)];
    }),
  );
}
