import { parametersOf, type Operation } from '../../src/http/openapi/describe-operation.js';
import { HTTP_FUNCTIONS } from '../all-functions.js';
import { listThumbnails, startApp, type App } from './app.js';
import { cleanUpAfterwards } from './clean-up.js';
import { makeJpeg } from './clips.js';
import { jobFinished } from './events.js';
import { makeStorage } from './storage.js';

jest.setTimeout(60_000);

const GUID = '1d3f2c1b-5d0d-4c0f-9a3b-0e3f7a3f6c13';
const later = cleanUpAfterwards();
let app: App;
/** What has to be of this video: nobody can know it before it is recorded. Empty where a video so small has none. */
let known: Record<string, string> = {};

beforeAll(async () => {
  const storage = await makeStorage();
  const image = await makeJpeg('64x36');
  const names = ['Thumbnail000001.jpg', 'Thumbnail000002.jpg', 'Thumbnail000003.jpg', 'Thumbnail000004.jpg'];
  await storage.putImages(`asset-${GUID}`, Object.fromEntries(names.map((name) => [name, image])));
  app = await startApp(later, { ...storage.settings, LINK_KEYS: `tests:${'k'.repeat(32)}` });
  expect(await app.deliver(jobFinished({ assetName: `output-${GUID}`, videoId: 'sample' }))).toBe(202);
  const [first] = await listThumbnails(app, 'sample');
  const link = (await app.get('Videos/sample/Thumbnails?limit=3')).headers.get('link') ?? '';
  const continuation = new URLSearchParams(/<\?(.*)>/.exec(link)?.[1]).get('continuation') ?? '';
  const sheet = await (await app.get('Videos/sample/ContactSheet')).text();
  const { Poster } = (await (await app.get('Videos/sample/Links')).json()) as { Poster: string };
  const [token = '', name = ''] = Poster.split('/').slice(-2);
  known = { token, name, thumbnailId: first?.ID ?? '', continuation, series: /series=([^&"]+)/.exec(sheet)?.[1] ?? '' };
});

const exampleOf = ({ name, example }: { name: string; example: string | number }): string =>
  known[name] ?? String(example);

/** The address with the examples of its path, and of one parameter of its query. */
function addressOf(operation: Operation, queried?: string): string {
  const { route } = operation;
  const parameters = parametersOf(operation);
  const inPath = new Map(parameters.filter((one) => one.in === 'path').map((one) => [one.name, exampleOf(one)]));
  const path = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(inPath.get(name) ?? ''));
  const asked = parameters.filter(({ name, isRequired }) => name === queried || isRequired === true);
  const inQuery = asked.filter((one) => one.in === 'query' && exampleOf(one) !== '');
  if (inQuery.length === 0) return path;
  // A continuation is one of the pages of its own size.
  const beside = queried === 'continuation' ? { limit: '3' } : {};
  const query = Object.fromEntries(inQuery.map((one) => [one.name, exampleOf(one)]));
  return `${path}?${new URLSearchParams({ ...beside, ...query }).toString()}`;
}

const reading = HTTP_FUNCTIONS.filter(({ method }) => method === 'GET');

describe('the examples of the OpenAPI document', () => {
  it.each(reading.map((one) => [one.name, one] as const))(
    'get a documented answer from the app: %s',
    async (_, operation) => {
      const queried = parametersOf(operation)
        .filter((one) => one.in === 'query')
        .map(({ name }) => name);
      for (const parameter of [undefined, ...queried]) {
        const address = addressOf(operation, parameter);
        // Images of a built-in preset have no times: the storyboards say so, as the contract has it.
        const { status } = await app.get(address);
        expect([address, status < 400 || status === 404]).toEqual([address, true]);
        expect((await app.ask('HEAD', address)).status).toBe(status);
      }
      expect((await app.ask('OPTIONS', addressOf(operation))).status).toBe(204);
    },
  );
});
