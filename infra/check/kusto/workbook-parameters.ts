import type { Workbook, WorkbookItem } from './workbook-shape.js';

/** What the portal puts in the place of `{Name:format}`; any value will do that has the right form. */
const STAND_INS: Record<number, Record<string, string>> = {
  1: { value: 'x', escape: 'x', label: 'x' },
  4: {
    query: '> ago(1h)',
    value: '> ago(1h)',
    grain: '5m',
    start: 'datetime(2026-01-01)',
    end: 'datetime(2026-01-02)',
    seconds: '3600',
    label: 'Last hour',
  },
  5: { value: 'x', id: 'x', label: 'x', name: 'x' },
};
const REFERENCE = /\{(\w+)(?::(\w+))?\}/g;

export type Parameters = ReadonlyMap<string, number>;

export function parametersOf({ items }: Workbook): Parameters {
  const all = items.flatMap((item) => (item.type === 9 ? item.content.parameters : []));
  return new Map(all.map(({ name, type }) => [name, type]));
}

const standIn = (parameters: Parameters, name: string, format = 'value'): string | undefined =>
  STAND_INS[parameters.get(name) ?? 0]?.[format];

/** What Bicep puts in the place of `$(name)`: in a query always a number. */
const TOKEN = /\$\(\w+\)/g;

/** A query as the portal would send it. */
export function fillIn(query: string, parameters: Parameters): string {
  return query
    .replace(TOKEN, '1')
    .replace(REFERENCE, (all, name: string, format?: string) => standIn(parameters, name, format) ?? all);
}

/** References in an item to parameters that are not there, or in a form that their type does not have. */
export function badReferences(item: WorkbookItem, parameters: Parameters): string[] {
  const inTexts = textsOf(item)
    .flatMap((text) => [...text.matchAll(REFERENCE)])
    .filter(([, name = '', format]) => standIn(parameters, name, format) === undefined)
    .map(([all]) => all);
  const byName = namesIn(item).filter((name) => !parameters.has(name));
  return [...inTexts, ...byName];
}

function textsOf(item: WorkbookItem): string[] {
  switch (item.type) {
    case 1:
      return [item.content.json];
    case 3:
      return [
        item.content.query,
        item.content.title ?? '',
        item.content.noDataMessage ?? '',
        ...item.content.crossComponentResources,
      ];
    case 9:
      return [];
    case 10:
      return [item.content.title, ...item.content.resourceIds];
  }
}

function namesIn(item: WorkbookItem): string[] {
  const condition = item.conditionalVisibility?.parameterName;
  const names = condition === undefined ? [] : [condition];
  if (item.type === 3 || item.type === 10) names.push(item.content.timeContextFromParameter);
  if (item.type === 10) names.push(item.content.resourceParameter);
  return names;
}
