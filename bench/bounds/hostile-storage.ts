import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A container whose blobs are made when they are asked for: no emulator takes 100,000 in seconds. */
export interface HostileContainer {
  /** The name of the blob at this place; undefined behind the last. */
  nameAt: (place: number) => string | undefined;
  /** What lies under a name. */
  read: (name: string) => Buffer;
  /** The length of what lies there, where making it takes long. */
  sizeOf?: (name: string) => number;
}

const PAGE = 5000;
const MODIFIED = new Date().toUTCString();

/** As much of Blob Storage as a recording uses: lists a container and reads blobs, of which `calls` are counted. */
export async function startHostileStorage(containers: ReadonlyMap<string, HostileContainer>) {
  const storage = { url: '', listings: 0, reads: 0, bytesRead: 0, stop: () => stop() };
  const server = createServer((request, response) => {
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  storage.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/devstoreaccount1`;
  return storage;

  function answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const [, , containerName = '', ...path] = pathname.split('/');
    const container = containers.get(containerName);
    if (container === undefined) {
      response.writeHead(404, { 'x-ms-error-code': 'ContainerNotFound' }).end();
      return;
    }
    if (searchParams.get('comp') === 'list') {
      storage.listings += 1;
      response.setHeader('content-type', 'application/xml');
      response.end(pageOf(container, searchParams.get('prefix') ?? '', Number(searchParams.get('marker') ?? 0)));
      return;
    }
    const bytes = container.read(decodeURIComponent(path.join('/')));
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(String(headers['x-ms-range'] ?? headers.range)) ?? [];
    const part = bytes.subarray(Number(from), to === '' ? undefined : Number(to) + 1);
    storage.reads += 1;
    storage.bytesRead += part.length;
    response.writeHead(206, {
      'content-length': part.length,
      'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`,
      etag: '"1"',
      'last-modified': MODIFIED,
    });
    response.end(part);
  }

  function stop(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  }
}

function pageOf(
  { nameAt, read, sizeOf = (name) => read(name).length }: HostileContainer,
  prefix: string,
  from: number,
): string {
  const blobs: string[] = [];
  let place = from;
  for (; place < from + PAGE; place++) {
    const name = nameAt(place);
    if (name === undefined) break;
    if (!name.startsWith(prefix)) continue;
    const properties = `<Last-Modified>${MODIFIED}</Last-Modified><Content-Length>${sizeOf(name)}</Content-Length>`;
    blobs.push(`<Blob><Name>${name}</Name><Properties>${properties}</Properties></Blob>`);
  }
  const next = nameAt(place) === undefined ? '' : String(place);
  return `<?xml version="1.0"?><EnumerationResults><Blobs>${blobs.join('')}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`;
}
