import { randomUUID } from 'node:crypto';

const traceparent = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

/** A W3C trace parent for an invocation: a child of the request's, when it has a valid one. */
export function childTraceParent(parent: string | undefined): string {
  const hex = randomUUID().replaceAll('-', '');
  const [, traceId = hex, flags = '00'] = (parent === undefined ? undefined : traceparent.exec(parent)) ?? [];
  return `00-${traceId}-${randomUUID().replaceAll('-', '').slice(16)}-${flags}`;
}
