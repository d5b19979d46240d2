import type { RpcHttpRequest, RpcTexts } from '../rpc.js';
import type { RequestTarget } from './request-target.js';
import type { RouteValues } from './route-matcher.js';

/** The parts of an HTTP request that go to the worker. */
export interface RequestParts {
  method: string;
  /** The Host header, or the host's own address where it is missing. */
  host: string;
  target: RequestTarget;
  /** Names and values alternate, as in `rawHeaders` of node:http. */
  rawHeaders: readonly string[];
  params: RouteValues;
  body: Uint8Array | undefined;
}

/**
 * Converts an HTTP request to the worker protocol: header names in lower case, repeated headers and query keys joined
 * with commas, the body as bytes.
 */
export function toRpcHttp({ method, host, target, rawHeaders, params, body }: RequestParts): RpcHttpRequest {
  return {
    url: `http://${host}${target.pathAndQuery}`,
    method,
    nullableHeaders: toRpcHeaders(rawHeaders),
    nullableQuery: toRpcQuery(target.query),
    nullableParams: toRpcParams(params),
    ...(body ? { body: { bytes: body } } : {}),
  };
}

function toRpcHeaders(rawHeaders: readonly string[]): RpcTexts {
  const headers: RpcTexts = {};
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const value = rawHeaders[index + 1];
    // The worker announces IgnoreEmptyValuedRpcHttpHeaders.
    if (value) append(headers, (rawHeaders[index] ?? '').toLowerCase(), value);
  }
  return headers;
}

function toRpcQuery(query: string): RpcTexts {
  const values: RpcTexts = {};
  if (query === '') return values;
  const spellings = new Map<string, string>();
  for (const [key, value] of new URLSearchParams(query)) {
    // Keys compare without case; the first spelling is kept.
    const folded = key.toLowerCase();
    const name = spellings.get(folded) ?? key;
    spellings.set(folded, name);
    append(values, name, value);
  }
  return values;
}

function toRpcParams(params: RouteValues): RpcTexts {
  const values: RpcTexts = {};
  for (const name in params) values[name] = { value: params[name] ?? '' };
  return values;
}

function append(texts: RpcTexts, name: string, value: string): void {
  if (name === '__proto__') return; // It would replace the record's prototype instead of adding a name.
  const present = texts[name];
  if (present) present.value += `,${value}`;
  else texts[name] = { value };
}
