import type { Snapshot, SnapshotEntry } from './snapshot.js';
import { ANY, type Property, type Type } from './type.js';

/** The body that each resource type takes, by `type@version`, both in lower case: Azure's names have no case. */
export type ResourceTypes = ReadonlyMap<string, Type>;

export function readSnapshots(snapshots: readonly Snapshot[]): ResourceTypes {
  return new Map(
    snapshots.flatMap((snapshot) =>
      Object.entries(snapshot.resources).map(([name, entry]) => [
        `${name}@${snapshot.apiVersion}`.toLowerCase(),
        toType(entry, snapshot),
      ]),
    ),
  );
}

function toType(entry: SnapshotEntry, snapshot: Snapshot): Type {
  if ('properties' in entry) return toRecord(entry.properties, snapshot);
  const variants = Object.entries(entry.variants).map(
    ([tag, properties]) => [tag, toRecord(properties, snapshot)] as const,
  );
  return { kind: 'tagged', by: entry.by, variants: new Map(variants) };
}

function toRecord({ '*': others, ...properties }: Record<string, string>, snapshot: Snapshot): Type {
  return {
    kind: 'record',
    properties: new Map(Object.entries(properties).map(([name, text]) => [name, toProperty(text, snapshot)])),
    others: others === undefined ? undefined : parseType(others, snapshot),
  };
}

function toProperty(text: string, snapshot: Snapshot): Property {
  const [, flag, type = ''] = /^(required |read-only )?(.*)$/.exec(text) ?? [];
  return {
    type: parseType(type, snapshot),
    isRequired: flag === 'required ',
    isReadOnly: flag === 'read-only ',
  };
}

/** `'a' | 'b' | string`, `Name[]`, `('a' | 'b')[]`. */
function parseType(text: string, snapshot: Snapshot): Type {
  if (text.endsWith('[]')) return { kind: 'array', item: parseType(text.slice(0, -2), snapshot) };
  if (/^\(.*\)$/.test(text)) return parseType(text.slice(1, -1), snapshot);
  const members = text.split(' | ').map((one) => parseOne(one, snapshot));
  return members.length === 1 ? (members[0] ?? ANY) : { kind: 'union', members };
}

function parseOne(text: string, snapshot: Snapshot): Type {
  if (/^'.*'$/.test(text)) return { kind: 'literal', value: text.slice(1, -1) };
  if (text === 'string' || text === 'int' || text === 'bool' || text === 'object' || text === 'any')
    return { kind: text };
  if (snapshot.types[text] === undefined) throw new Error(`${snapshot.source}: there is no type ${text}`);
  return { kind: 'named', name: text, resolve: () => lookUp(text, snapshot) };
}

const known = new WeakMap<Snapshot, Map<string, Type>>();
function lookUp(name: string, snapshot: Snapshot): Type {
  const types = known.get(snapshot) ?? new Map<string, Type>();
  known.set(snapshot, types);
  const entry = snapshot.types[name];
  const type = types.get(name) ?? (entry === undefined ? ANY : toType(entry, snapshot));
  types.set(name, type);
  return type;
}
