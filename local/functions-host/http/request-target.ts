/** The parsed target of a request line. */
export interface RequestTarget {
  /** Path segments, URL-decoded; a trailing slash makes no difference. */
  segments: string[];
  /** Without the question mark. */
  query: string;
  /** Path and query, not decoded. */
  pathAndQuery: string;
}

/** Returns undefined when the target is not a path or its percent-encoding is malformed. */
export function parseRequestTarget(target: string): RequestTarget | undefined {
  const pathAndQuery = target.startsWith('/') ? target : pathOfAbsoluteForm(target);
  if (pathAndQuery === undefined) return undefined;
  const mark = pathAndQuery.indexOf('?');
  const path = mark < 0 ? pathAndQuery : pathAndQuery.slice(0, mark);
  const inner = path.endsWith('/') ? path.slice(1, -1) : path.slice(1);
  const segments = inner === '' ? [] : inner.split('/');
  try {
    return {
      segments: inner.includes('%') ? segments.map(decodeURIComponent) : segments,
      query: mark < 0 ? '' : pathAndQuery.slice(mark + 1),
      pathAndQuery,
    };
  } catch {
    return undefined;
  }
}

/** `GET http://host/path`, which RFC 9112 (3.2.2) asks every server to accept. */
function pathOfAbsoluteForm(target: string): string | undefined {
  const origin = /^https?:\/\/[^/?]*/i.exec(target)?.[0];
  if (origin === undefined) return undefined;
  const path = target.slice(origin.length);
  return path.startsWith('/') ? path : `/${path}`;
}
