import fc from 'fast-check';

/** An event as JSON has it. */
export type Mutable = Record<string, unknown>;

/** One of these events with something else in one place or two; undefined takes the place out. */
export function mutatedEvent(samples: readonly Mutable[], junk: fc.Arbitrary<unknown>): fc.Arbitrary<Mutable> {
  return fc.constantFrom(...samples).chain((sample) => {
    const location = fc.constantFrom(...pathsIn(sample).filter((path) => path.length > 0));
    return fc
      .array(fc.tuple(location, junk), { minLength: 1, maxLength: 2 })
      .map((changes) => changes.reduce<unknown>((event, [at, by]) => replaced(event, at, by), sample) as Mutable);
  });
}

/** Every place in a value at which something can be put, as paths of keys. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner).map((path) => [key, ...path]))];
}

/** A copy, of plain parts alone: fast-check shows no others. What the first change has taken away, the second leaves so. */
function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return value;
  const members = Object.entries(value).map(([name, inner]) => [
    name,
    name === key ? replaced(inner, rest, by) : (inner as unknown),
  ]);
  if (Array.isArray(value)) return members.map(([, inner]) => inner);
  return Object.fromEntries(members.filter(([name, inner]) => name !== key || inner !== undefined));
}
