import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a job left behind, as Media Services tells it. */
export interface FinishedJob {
  asset: string;
  assetId: string;
  container: string;
}

/** Media Services with one finished job in it: answers the reads of its asset, job and transform, and lends a token. */
export async function startMediaServices(job: FinishedJob): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = responseTo(request.url ?? '', job);
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error: { code: 'ResourceNotFound', message: 'no such resource' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The same at every reading: a job ends once. */
const END_TIME = new Date().toISOString();

function responseTo(url: string, { asset, assetId, container }: FinishedJob): unknown {
  const [path = ''] = url.split('?');
  if (path.endsWith('/auth/token')) return 'a-token';
  if (/\/assets\/[^/]+$/.test(path)) {
    return { name: asset, properties: { assetId, container, created: END_TIME, storageEncryptionFormat: 'None' } };
  }
  const output = { '@odata.type': '#Microsoft.Media.JobOutputAsset', assetName: asset, label: 'thumbnails_0' };
  if (/\/jobs\/[^/]+$/.test(path)) {
    const outputs = [{ ...output, state: 'Finished', progress: 100 }];
    return { name: 'job', properties: { state: 'Finished', created: END_TIME, endTime: END_TIME, outputs } };
  }
  if (/\/transforms\/[^/]+$/.test(path)) {
    return { name: 'thumbnails', properties: { created: END_TIME, outputs: [{ preset: PRESET }] } };
  }
  return undefined;
}

const PRESET = {
  '@odata.type': '#Microsoft.Media.StandardEncoderPreset',
  codecs: [
    {
      '@odata.type': '#Microsoft.Media.JpgImage',
      start: 'PT0S',
      step: 'PT1S',
      range: '100%',
      layers: [{ width: '160', height: '90', quality: 70 }],
    },
  ],
  formats: [
    { '@odata.type': '#Microsoft.Media.JpgFormat', filenamePattern: 'Thumbnail-{Basename}-{Index}{Extension}' },
  ],
};
