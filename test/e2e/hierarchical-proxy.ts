import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Later } from './clean-up.js';

const DIRECTORY =
  '<Last-Modified>Sat, 21 Nov 2026 12:00:00 GMT</Last-Modified><ResourceType>directory</ResourceType>' +
  '<Content-Length>0</Content-Length><BlobType>BlockBlob</BlobType>';

/**
 * Stands before Blob Storage and lists as an account with a hierarchical namespace does: every folder is an entry of its own,
 * a blob of no length of the type `directory`, also one in which nothing lies (`empty` in every container). Answers the
 * proxy's blob endpoint.
 * https://learn.microsoft.com/rest/api/storageservices/list-blobs
 */
export async function startHierarchicalProxy(later: Later, blobUrl: string): Promise<string> {
  const target = new URL(blobUrl);
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method, url = '', headers } = incoming;
      const body = await buffer(incoming);
      const forwarded = request({ host: target.hostname, port: target.port, method, path: url, headers, agent: false });
      forwarded.end(body);
      const [answer] = (await once(forwarded, 'response')) as [IncomingMessage];
      const content = await buffer(answer);
      const query = new URL(url, target).searchParams;
      const isListing = query.get('comp') === 'list' && answer.statusCode === 200;
      const sent = isListing ? withFolders(content.toString('utf8'), query.get('prefix') ?? '') : content;
      const told = { ...answer.headers, 'content-length': String(Buffer.byteLength(sent)) };
      delete told['transfer-encoding'];
      outgoing.writeHead(answer.statusCode ?? 502, told).end(sent);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`;
}

function withFolders(xml: string, prefix: string): string {
  const names = [...xml.matchAll(/<Name>([^<]*)<\/Name>/g)].map(([, name = '']) => name);
  const folders = new Set(['empty']);
  for (const name of names) {
    for (let end = name.indexOf('/'); end > 0; end = name.indexOf('/', end + 1)) folders.add(name.slice(0, end));
  }
  const entries = [...folders]
    .filter((folder) => folder.startsWith(prefix))
    .map((folder) => `<Blob><Name>${folder}</Name><Properties>${DIRECTORY}</Properties></Blob>`);
  return xml
    .replaceAll('<Properties>', '<Properties><ResourceType>file</ResourceType>')
    .replace(/<Blobs\s*\/>/, '<Blobs></Blobs>')
    .replace('<Blobs>', `<Blobs>${entries.join('')}`);
}
