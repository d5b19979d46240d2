import { createHash } from 'node:crypto';
import { isEqual } from './operators.js';
import { isObject, textOf, unknown, type Value, type ValueObject } from './value.js';

const list = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);
const object = (value: Value | undefined): ValueObject => (value !== undefined && isObject(value) ? value : {});
const text = (value: Value | undefined): string => textOf(value ?? null);
const apply = (lambda: Value | undefined, ...args: Value[]): Value =>
  typeof lambda === 'function' ? lambda(...args) : null;
const hash = (args: (Value | undefined)[]): string => createHash('sha256').update(JSON.stringify(args)).digest('hex');
const isEmpty = (value: Value | undefined): boolean =>
  value == null ||
  value === '' ||
  (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0);

/** Bicep's functions as far as they can be followed without Azure. */
export const FUNCTIONS: Record<string, ((...args: (Value | undefined)[]) => Value) | undefined> = {
  any: (value) => value ?? null,
  array: (value) => (Array.isArray(value) ? value : [value ?? null]),
  bool: (value) => text(value).toLowerCase() === 'true',
  cidrSubnet: (...args) => unknown(`cidrSubnet(${args.map(text).join(', ')})`),
  coalesce: (...args) => args.find((one) => one !== null) ?? null,
  concat: (...args) => (Array.isArray(args[0]) ? args.flatMap(list) : args.map(text).join('')),
  contains: (where, what) => {
    if (Array.isArray(where)) return where.some((one) => isEqual(one, what ?? null));
    return isObject(where ?? null) ? text(what) in object(where) : text(where).includes(text(what));
  },
  empty: (value) => isEmpty(value),
  endsWith: (whole, end) => text(whole).toLowerCase().endsWith(text(end).toLowerCase()),
  filter: (items, lambda) => list(items).filter((one, i) => apply(lambda, one, i) === true),
  first: (value) => (Array.isArray(value) ? (value[0] ?? null) : text(value).slice(0, 1)),
  flatten: (items) => list(items).flatMap(list),
  format: (template, ...args) => text(template).replace(/\{(\d+)[^}]*\}/g, (_, i: string) => text(args[Number(i)])),
  guid: (...args) => hash(args).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
  indexOf: (whole, what) => text(whole).toLowerCase().indexOf(text(what).toLowerCase()),
  int: (value) => Number(value),
  items: (value) =>
    Object.keys(object(value))
      .sort()
      .map((key) => ({ key, value: object(value)[key] ?? null })),
  join: (items, separator) => list(items).map(textOf).join(text(separator)),
  json: (value) => JSON.parse(text(value)) as Value,
  last: (value) => (Array.isArray(value) ? (value.at(-1) ?? null) : text(value).slice(-1)),
  length: (value) =>
    Array.isArray(value)
      ? value.length
      : isObject(value ?? null)
        ? Object.keys(object(value)).length
        : text(value).length,
  map: (items, lambda) => list(items).map((one, i) => apply(lambda, one, i)),
  mapValues: (value, lambda) =>
    Object.fromEntries(Object.entries(object(value)).map(([key, one]) => [key, apply(lambda, one)])),
  max: (...args) => Math.max(...args.flat().map(Number)),
  min: (...args) => Math.min(...args.flat().map(Number)),
  newGuid: () => unknown('newGuid'),
  objectKeys: (value) => Object.keys(object(value)).sort(),
  padLeft: (value, width, fill) => text(value).padStart(Number(width), text(fill ?? ' ')),
  range: (from, count) => Array.from({ length: Number(count) }, (_, i) => Number(from) + i),
  reduce: (items, start, lambda) => list(items).reduce((sum, one) => apply(lambda, sum, one), start ?? null),
  replace: (whole, what, by) => text(whole).replaceAll(text(what), text(by)),
  shallowMerge: (items) => Object.assign({}, ...list(items).map(object)) as ValueObject,
  skip: (value, count) => (Array.isArray(value) ? value.slice(Number(count)) : text(value).slice(Number(count))),
  split: (whole, separator) => text(whole).split(text(separator)),
  startsWith: (whole, start) => text(whole).toLowerCase().startsWith(text(start).toLowerCase()),
  string: (value) => text(value),
  substring: (whole, from, count) =>
    count === undefined
      ? text(whole).slice(Number(from))
      : text(whole).slice(Number(from), Number(from) + Number(count)),
  take: (value, count) => (Array.isArray(value) ? value.slice(0, Number(count)) : text(value).slice(0, Number(count))),
  toLower: (value) => text(value).toLowerCase(),
  toObject: (items, key, value) =>
    Object.fromEntries(
      list(items).map((one) => [text(apply(key, one)), value === undefined ? one : apply(value, one)]),
    ),
  toUpper: (value) => text(value).toUpperCase(),
  trim: (value) => text(value).trim(),
  union: (...args) =>
    args.some(Array.isArray) ? unionOfLists(args) : args.reduce<ValueObject>((sum, one) => merge(sum, object(one)), {}),
  uniqueString: (...args) => hash(args).slice(0, 13),
  uri: (base, relative) => new URL(text(relative), text(base)).href,
  utcNow: () => unknown('utcNow'),
};

function unionOfLists(lists: (Value | undefined)[]): Value[] {
  const all = lists.flatMap(list);
  return all.filter((one, i) => all.findIndex((other) => isEqual(one, other)) === i);
}

/** `union` goes down into objects; a list of the later one takes the place of the earlier one's. */
function merge(one: ValueObject, other: ValueObject): ValueObject {
  const merged = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const before = merged[key];
    merged[key] = before !== undefined && isObject(before) && isObject(value) ? merge(before, value) : value;
  }
  return merged;
}
