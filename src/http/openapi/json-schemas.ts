import * as z from 'zod';

export type JsonSchema = Record<string, unknown>;

/** The JSON Schemas of a document: those that have an id stand once under `components`, and are referred to. */
export interface JsonSchemas {
  of(schema: z.ZodType): JsonSchema;
  /** Those with an id that have been met so far, by it. */
  components(): Record<string, JsonSchema>;
}

/**
 * Schemas of what is answered, as OpenAPI 3.1 writes them (https://spec.openapis.org/oas/v3.1.0#schema-object). Objects are
 * left open: members may be added, and callers must accept that.
 */
export function collectJsonSchemas(): JsonSchemas {
  const components: Record<string, JsonSchema> = {};
  return {
    of: (schema) => {
      // In a member, since a schema with an id is referred to everywhere but at the top.
      const { properties, $defs = {} } = z.toJSONSchema(z.object({ it: schema }), { override: simplify });
      for (const [id, definition] of Object.entries($defs)) components[id] = referring(definition) as JsonSchema;
      return referring(properties?.['it']) as JsonSchema;
    },
    components: () => components,
  };
}

function simplify({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  // Every whole number that is exact; it says nothing of ours.
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // Where a format says the same in a word.
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  delete jsonSchema.id;
}

/** The same with references to where OpenAPI keeps shared schemas. */
function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) => [
      name,
      name === '$ref' && typeof member === 'string'
        ? member.replace('#/$defs/', '#/components/schemas/')
        : referring(member),
    ]),
  );
}
