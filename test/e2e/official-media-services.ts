import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Later } from './clean-up.js';

type Body = Record<string, unknown> & { properties: Record<string, unknown> };

/** The body of an official example's answer, by its file below test/fixtures/arm. */
function officialBody(name: string): Body {
  const example = JSON.parse(readFileSync(resolve(`test/fixtures/arm/${name}.json`), 'utf8')) as {
    responses: { 200: { body: Body } };
  };
  return example.responses[200].body;
}

const ACCOUNT = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Media/mediaServices/m';
const API_KEY = 'the-key-of-the-account';
const TOKEN = 'the-token-lent-for-it';

/**
 * Media Services as its official examples show it, with the asset and the job that the official events name. Its asset
 * is `ClimbingMountAdams` under another name, so its alternate id is `CLIMB00002`. `assets` are more of them, by their
 * names: what of their properties is other than in the example.
 */
export async function startOfficialMediaServices(later: Later, assets: Record<string, object> = {}) {
  const asset = officialBody('assets-get-by-name');
  const job = officialBody('jobs-get-by-name');
  const [output] = job.properties['outputs'] as object[];
  const outputs = [{ ...output, assetName: 'output-7640689F', state: 'Finished', progress: 100 }];
  const more = Object.entries(assets).map(([name, properties]) => [
    `/assets/${name}`,
    { ...asset, name, properties: { ...asset.properties, ...properties } },
  ]);
  const resources: Record<string, object> = {
    ...(Object.fromEntries(more) as Record<string, object>),
    '/assets/output-7640689F': { ...asset, name: 'output-7640689F' },
    '/transforms/VideoAnalyzerTransform': officialBody('transforms-get-by-name'),
    '/transforms/VideoAnalyzerTransform/jobs/<job-id>': {
      ...job,
      name: '<job-id>',
      properties: { ...job.properties, state: 'Finished', outputs },
    },
  };

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    response.setHeader('content-type', 'application/json');
    if (request.method === 'POST' && pathname === '/auth/token') {
      response.end(TOKEN);
      return;
    }
    const path = decodeURIComponent(pathname);
    const found = path.startsWith(ACCOUNT) ? resources[path.slice(ACCOUNT.length)] : undefined;
    const isAllowed = request.headers.authorization === `Bearer ${TOKEN}`;
    response.statusCode = !isAllowed ? 401 : found === undefined ? 404 : 200;
    response.end(JSON.stringify(found ?? { error: { code: 'NotFound', message: 'There is no such thing.' } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    container: String(asset.properties['container']),
    videoId: String(asset.properties['alternateId']),
    settings: {
      MEDIA_SERVICES_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      MEDIA_SERVICES_SUBSCRIPTION_ID: 's',
      MEDIA_SERVICES_RESOURCE_GROUP: 'g',
      MEDIA_SERVICES_ACCOUNT: 'm',
      MEDIA_SERVICES_API_KEY: API_KEY,
    },
  };
}
