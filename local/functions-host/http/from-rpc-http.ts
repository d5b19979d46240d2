import type { RpcHttpResponse, RpcTypedData } from '../rpc.js';
import { toSetCookie } from './to-set-cookie.js';

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  body: Uint8Array | string | undefined;
}

const bodiless = new Set([204, 205, 304]);

/** Converts the result of a function to an HTTP response. No result is a 204. */
export function fromRpcHttp(returned: RpcTypedData | null | undefined): HttpAnswer {
  if (!returned) return { status: 204, headers: {}, body: undefined };
  const http = (returned.http ?? {}) as RpcHttpResponse;
  const status = Number(http.statusCode ?? 200);
  const headers: HttpAnswer['headers'] = { ...http.headers };
  // The host frames the message.
  delete headers['transfer-encoding'];
  const declaredLength = headers['content-length'];
  delete headers['content-length'];

  if (http.cookies?.length) {
    const own = headers['set-cookie'];
    headers['set-cookie'] = [...(own === undefined ? [] : [own].flat()), ...http.cookies.map(toSetCookie)];
  }
  const body = bodiless.has(status) ? undefined : toBody(http.body);
  if (body !== undefined) {
    // A body without a declared length goes out chunked, as Kestrel sends it.
    if (declaredLength !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
  } else if (status !== 204 && status !== 304) {
    // A response to HEAD may declare a length without a body.
    headers['content-length'] = declaredLength ?? '0';
  }
  return { status, headers, body };
}

function toBody(data: RpcTypedData | null | undefined): Uint8Array | string | undefined {
  const body = data?.bytes ?? data?.string ?? undefined;
  return body === undefined || body.length === 0 ? undefined : body;
}
