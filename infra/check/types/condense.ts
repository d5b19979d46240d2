import { z } from 'zod';
import type { Snapshot, SnapshotEntry } from './snapshot.js';

/** What `azmcp bicepschema get` answers with, as far as it is read. */
const property = z.object({ name: z.string(), type: z.string(), flags: z.string().default('') });
const object = z.object({
  $type: z.literal('Object'),
  name: z.string(),
  properties: z.array(property),
  additionalPropertiesType: z.string().nullish(),
});
const tagged = z.object({
  $type: z.literal('DiscriminatedObject'),
  name: z.string(),
  discriminator: z.string(),
  baseProperties: z.array(property),
  elements: z.array(object),
});
const described = z.discriminatedUnion('$type', [object, tagged]);
const resource = z.object({ $type: z.literal('Resource'), name: z.string(), bodyType: described });
const func = z.object({ $type: z.literal('ResourceInstanceFunction') });
export const answerSchema = z.object({
  results: z.object({
    BicepSchemaResult: z.array(z.discriminatedUnion('$type', [resource, object, tagged, func])),
  }),
});
export type SchemaAnswer = z.infer<typeof answerSchema>;
type Described = z.infer<typeof described>;

const PRIMITIVES = new Set(['string', 'int', 'bool', 'any', 'object']);

/**
 * The answer about one resource type without descriptions, and without the types that nothing of it reaches: a tenth
 * of its size, a property a line, so that a newer version shows as a difference.
 */
export function condense({ results }: SchemaAnswer, source: string): Snapshot {
  const found = results.BicepSchemaResult;
  const asked = found.find((one) => one.$type === 'Resource');
  if (asked === undefined) throw new Error('the answer holds no resource type');
  const types = new Map<string, Described>();
  for (const one of found) if (one.$type === 'Object' || one.$type === 'DiscriminatedObject') types.set(one.name, one);
  const [name = '', apiVersion = ''] = asked.name.split('@');
  const reached = new Map<string, SnapshotEntry>();
  const body = toEntry(asked.bodyType, types, reached);
  const sorted = [...reached].sort(([one], [other]) => (one < other ? -1 : 1));
  return { apiVersion, source, resources: { [name]: body }, types: Object.fromEntries(sorted) };
}

function toEntry(type: Described, types: Map<string, Described>, reached: Map<string, SnapshotEntry>): SnapshotEntry {
  const toProperties = (properties: z.infer<typeof property>[], others?: string | null): Record<string, string> => ({
    ...Object.fromEntries(properties.map((one) => [one.name, flagOf(one.flags) + reach(one.type, types, reached)])),
    ...(others != null && { '*': reach(others, types, reached) }),
  });
  if (type.$type === 'Object') return { properties: toProperties(type.properties, type.additionalPropertiesType) };
  const variants = type.elements.map((one) => {
    const tag = one.properties.find(({ name }) => name === type.discriminator)?.type ?? one.name;
    const properties = toProperties([...type.baseProperties, ...one.properties], one.additionalPropertiesType);
    return [tag, { ...properties, [type.discriminator]: `required '${tag}'` }] as const;
  });
  return { by: type.discriminator, variants: Object.fromEntries(variants) };
}

function flagOf(flags: string): string {
  if (flags.includes('ReadOnly')) return 'read-only ';
  return flags.includes('Required') ? 'required ' : '';
}

/** A type as the snapshot writes it, with literals in quotes; the types that it names are taken in too. */
function reach(text: string, types: Map<string, Described>, reached: Map<string, SnapshotEntry>): string {
  if (text.endsWith('[]')) {
    const item = reach(text.slice(0, -2), types, reached);
    return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
  }
  // Only names are joined like this; one of them may be called like a type.
  if (text.includes(' | '))
    return text
      .split(' | ')
      .map((one) => (PRIMITIVES.has(one) ? one : `'${one}'`))
      .join(' | ');
  if (PRIMITIVES.has(text)) return text;
  const type = types.get(text);
  if (type === undefined) return `'${text}'`;
  if (!reached.has(text)) {
    reached.set(text, { properties: {} });
    reached.set(text, toEntry(type, types, reached));
  }
  return text;
}
