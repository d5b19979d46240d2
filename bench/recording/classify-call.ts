import type { Call } from '../proxy.js';

/** The kinds of calls of section "cost" of docs/architecture.md, and beside them whatever has no budget. */
export const KINDS = [
  'listing',
  'image header',
  'JSON file',
  'WebVTT',
  'Media Services read',
  'partition read',
  'record read',
  'tombstone read',
  'row read',
  'record write',
  'entry write',
  'alias write',
  'job row write',
  'token',
  'other',
] as const;
export type Kind = (typeof KINDS)[number];

const RULES: [service: 'blob' | 'table' | 'media', method: RegExp, target: RegExp, kind: Kind][] = [
  ['blob', /GET/, /[?&]comp=list/, 'listing'],
  ['blob', /GET/, /\.(jpe?g|png)(\?|$)/, 'image header'],
  ['blob', /GET/, /\.json(\?|$)/, 'JSON file'],
  ['blob', /GET/, /\.vtt(\?|$)/, 'WebVTT'],
  ['media', /GET/, /\/(assets|jobs|transforms)\/[^/]+(\?|$)/, 'Media Services read'],
  ['media', /POST/, /\/auth\/token/, 'token'],
  ['table', /GET/, /\(\)\?.*PartitionKey eq/, 'partition read'],
  ['table', /GET/, /RowKey='video'/, 'tombstone read'],
  ['table', /GET/, /RowKey='record'/, 'record read'],
  ['table', /GET/, /RowKey='(location|alias):/, 'row read'],
  ['table', /POST|PUT|MERGE|PATCH/, /RowKey='record'/, 'record write'],
  ['table', /POST|PUT|MERGE|PATCH/, /RowKey='location:/, 'entry write'],
  ['table', /POST|PUT|MERGE|PATCH/, /RowKey='alias:/, 'alias write'],
  ['table', /POST|PUT|MERGE|PATCH/, /RowKey='job:/, 'job row write'],
];

export function classifyCall(service: 'blob' | 'table' | 'media', { method, target, body }: Call): Kind {
  // An inserted row names itself in the body, one that is replaced in the address.
  const rowKey = /"RowKey":"([^"]*)"/.exec(body)?.[1];
  const full = method === 'POST' && rowKey !== undefined ? `${target}RowKey='${rowKey}'` : target;
  const rule = RULES.find(([of, methods, targets]) => of === service && methods.test(method) && targets.test(full));
  return rule?.[3] ?? 'other';
}
