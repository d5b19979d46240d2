import type { Request } from 'express';
import { badRequest } from './arm-error.js';

/** Getters for the fields that `$filter` and `$orderby` may name. */
export type Fields<T> = Readonly<Record<string, (item: T) => string | undefined>>;

/** The number of items of a page, and the encoder's URL for the link to the next page. */
export interface Paging {
  readonly size: number;
  readonly url: string;
}

const parameter = (request: Request, name: string): string | undefined => {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** `field eq 'value'`, also gt, ge, lt, le; an enum's type may precede the value, and a GUID needs no quotes. */
function filtered<T>(items: readonly T[], filter: string | undefined, fields: Fields<T>): readonly T[] {
  if (filter === undefined) return items;
  const [, name = '', operator = '', quoted, bare] =
    /^\s*([\w/]+)\s+(eq|gt|ge|lt|le)\s+(?:[\w.]*'((?:[^']|'')*)'|([\w:.-]+))\s*$/.exec(filter) ?? [];
  const read = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!read)
    throw badRequest(`$filter may only compare one of ${Object.keys(fields).join(', ')} (eq, gt, ge, lt, le).`);
  const operand = quoted?.replaceAll("''", "'") ?? bare ?? '';
  return items.filter((item) => {
    const value = read(item);
    if (value === undefined) return false;
    if (operator === 'eq') return value.toLowerCase() === operand.toLowerCase();
    if (operator === 'gt') return value > operand;
    if (operator === 'ge') return value >= operand;
    return operator === 'lt' ? value < operand : value <= operand;
  });
}

function ordered<T>(items: readonly T[], order: string | undefined, fields: Fields<T>): T[] {
  const [, name = 'name', direction] = /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/.exec(order ?? 'name') ?? [];
  const read = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!read) throw badRequest(`$orderby may only name one of ${Object.keys(fields).join(', ')}.`);
  const sign = direction === 'desc' ? -1 : 1;
  const key = (item: T) => read(item) ?? '';
  return [...items].sort((a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0));
}

function count(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw badRequest(`${name} must be a whole number.`);
}

/**
 * One page of a collection, with `@odata.nextLink` while there are more items. `$top` limits the whole list, as in OData. The
 * link contains the encoder's own URL, never the Host header.
 */
export function listPage<T>(request: Request, items: readonly T[], fields: Fields<T>, page: Paging) {
  const skip = count(parameter(request, '$skiptoken'), '$skiptoken') ?? 0;
  const top = count(parameter(request, '$top'), '$top') ?? Infinity;
  const found = ordered(filtered(items, parameter(request, '$filter'), fields), parameter(request, '$orderby'), fields);
  const length = Math.min(page.size, top);
  const value = found.slice(skip, skip + length);
  const left = Math.min(top - value.length, found.length - skip - value.length);
  if (left <= 0) return { value };
  const next = new URL(`${page.url}${request.originalUrl.split('?')[0] ?? ''}`);
  for (const name of ['api-version', '$filter', '$orderby']) {
    const text = parameter(request, name);
    if (text !== undefined) next.searchParams.set(name, text);
  }
  next.searchParams.set('$skiptoken', String(skip + value.length));
  if (top !== Infinity) next.searchParams.set('$top', String(top - value.length));
  return { value, '@odata.nextLink': next.href };
}
