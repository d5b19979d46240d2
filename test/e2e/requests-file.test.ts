import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freeStackPorts } from '../../local/free-ports.js';
import { hostKeysSchema } from '../../local/functions-host/keys/host-keys.js';
import { PORTS, type Ports } from '../../local/ports.js';
import { fillIn, readHttpFile, type FiledRequest } from '../http-file.js';
import { askApi, held, type Thumbnail } from './app.js';
import { cleanUpAfterwards, temporaryFolder } from './clean-up.js';
import { startCommand } from './command.js';

jest.setTimeout(90_000);

const later = cleanUpAfterwards();
const file = readHttpFile(readFileSync('docs/requests.http', 'utf8'));
let data: string;
let ports: Ports;
let values: Record<string, string>;

async function send({ method, url, headers, body }: FiledRequest): Promise<Response> {
  const address = fillIn(url, values);
  const response = await fetch(address, {
    method,
    redirect: 'manual',
    headers: headers.map(([name, value]): [string, string] => [name, fillIn(value, values)]),
    ...(body !== '' && { body: fillIn(body, values) }),
  });
  // The webhook and what an admin asks are the host's.
  return new URL(address).pathname.startsWith('/api/') ? held(method, address, response) : response;
}

/** What the file says whoever sends its requests has to put in: from keys.json, and from the first and third answer. */
async function collectValues(): Promise<void> {
  const keys = hostKeysSchema.parse(JSON.parse(readFileSync(join(data, 'keys.json'), 'utf8')));
  values = {
    ...file.variables,
    host: `http://localhost:${ports.api}`,
    functionKey: keys.functionKeys['default'] ?? '',
    eventKey: keys.systemKeys['eventgrid_extension'] ?? '',
    masterKey: keys.masterKey,
  };
  const [first, , third] = file.requests;
  if (first === undefined || third === undefined) throw new Error('the file has no third request');
  const list = await send(first);
  const [thumbnail] = (await list.json()) as Thumbnail[];
  const link = (await send(third)).headers.get('link') ?? '';
  const asked = file.requests.find(({ url }) => url.includes('/Links?'));
  const links = asked && ((await (await send(asked)).json()) as { Poster: string });
  values = {
    ...values,
    token: links?.Poster.split('/').at(-2) ?? '',
    thumbnailId: thumbnail?.ID ?? '',
    etag: list.headers.get('etag') ?? '',
    continuation: new URLSearchParams(/<\?(.*)>/.exec(link)?.[1]).get('continuation') ?? '',
  };
}

describe('docs/requests.http', () => {
  beforeAll(async () => {
    ports = await freeStackPorts();
    data = join(await temporaryFolder(later), 'data');
    const flags = (Object.keys(PORTS) as (keyof Ports)[]).flatMap((part) => [
      `--${PORTS[part].flag}`,
      String(ports[part]),
    ]);
    const running = startCommand(later, 'start', [...flags, '--data', data, '--auth']);
    await running.says('Ctrl-C stops everything.', 60_000);
  });
  // Each time: an ETag holds until the window turns, which may be now.
  beforeEach(collectValues);

  it('uses the sample video that npm start encodes', async () => {
    const { Status } = (await (
      await askApi('GET', fillIn('{{host}}/api/Videos/{{asset}}/Status', values), {
        'x-functions-key': values['functionKey'] ?? '',
      })
    ).json()) as { Status: string };
    expect(Status).toBe('Completed');
  });

  it.each(file.requests)('$title: $status', async (request) => {
    const response = await send(request);
    const { status, body } = { status: response.status, body: await response.text() };
    expect({ status, body: status === request.status ? '' : body }).toEqual({ status: request.status, body: '' });
  });
});
