import { request, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { checkAgainstContract } from './contract.js';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** As it came over the wire: nothing is unpacked. */
  body: Buffer;
}

/** Holds an answer to the contract, and gives it back. */
async function checked(method: string, path: string, asking: Promise<RawAnswer>): Promise<RawAnswer> {
  const answer = await asking;
  const { status, headers, body } = answer;
  const given = new Map(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const text = unpacked(body, headers['content-encoding']).toString();
  checkAgainstContract(method, path, { status, headers: given, body: text });
  return answer;
}

function unpacked(body: Buffer, coding: string | undefined): Buffer {
  if (body.length === 0 || coding === undefined) return body;
  return coding === 'br' ? brotliDecompressSync(body) : gunzipSync(body);
}

/** One request with these headers and none of a client's own but `Host`: fetch adds some, and unpacks what it gets. Throws for answers that
 * the contract does not know. */
export function askRaw(port: number, method: string, path: string, headers: Record<string, string> = {}) {
  const asking = new Promise<RawAnswer>((resolve, reject) => {
    const sending = request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
    });
    sending.on('error', reject);
    sending.end();
  });
  return checked(method, path, asking);
}
