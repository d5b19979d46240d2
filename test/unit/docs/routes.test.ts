import { readFileSync } from 'node:fs';
import { createRouteMatcher } from '../../../local/functions-host/http/route-matcher.js';
import { parseRouteTemplate } from '../../../local/functions-host/http/route-template.js';
import { FUNCTIONS, HTTP_FUNCTIONS } from '../../all-functions.js';
import { fillIn, readHttpFile } from '../../http-file.js';
import { registered } from '../../setup/functions-core.js';

/** `HEAD` goes with every `GET`, and `OPTIONS` with everything: the documents say so once. */
const routes = HTTP_FUNCTIONS.filter(({ method }) => method !== 'OPTIONS');
type Route = Pick<(typeof routes)[number], 'method' | 'route'>;

const file = readHttpFile(readFileSync('docs/requests.http', 'utf8'));
const requests = file.requests.map(({ title, method, url }) => {
  const { pathname, searchParams } = new URL(fillIn(url, file.variables));
  return { title, method, segments: pathname.split('/').slice(1), functionName: searchParams.get('functionName') };
});

const isFor =
  ({ method: own, route }: Route) =>
  ({ method, segments }: (typeof requests)[number]): boolean =>
    own === method && createRouteMatcher(parseRouteTemplate(`api/${route}`))(segments) !== undefined;

describe('the functions', () => {
  it('are registered as they are declared', () => {
    expect(registered.map(({ name }) => name).sort()).toEqual(FUNCTIONS.map(({ name }) => name).sort());
    const http = registered.flatMap(({ name, bindings }) => {
      const trigger = Object.values(bindings).find(({ type }) => type === 'httpTrigger');
      return trigger === undefined ? [] : [[name, trigger['route'], trigger['methods']]];
    });
    const methodsOf = (method: string) => (method === 'GET' ? ['GET', 'HEAD'] : [method]);
    expect(http).toEqual(HTTP_FUNCTIONS.map(({ name, route, method }) => [name, route, methodsOf(method)]));
  });
});

describe('the routes', () => {
  it.each(routes)('each have a request in docs/requests.http: $name', (route) => {
    expect(requests.some(isFor(route))).toBe(true);
  });

  it('of docs/requests.http all exist', () => {
    const ofTheHost = (path: string): boolean =>
      /^(admin\/host\/(ping|status)|runtime\/webhooks\/EventGrid)$/.test(path);
    const lost = requests.filter(
      (one) =>
        one.method !== 'OPTIONS' && !routes.some((route) => isFor(route)(one)) && !ofTheHost(one.segments.join('/')),
    );
    expect(lost).toEqual([]);
  });

  it('of events are called in docs/requests.http by their registered names', () => {
    const asked = new Set(requests.flatMap(({ functionName }) => functionName ?? []));
    expect([...asked]).toEqual(['recordThumbnails']);
  });

  it('equal those in the table of docs/api.md', () => {
    const plain = (route: string): string => route.replace(/\{[^}]*\}/g, '{}');
    const documented = [...readFileSync('docs/api.md', 'utf8').matchAll(/^\| `([A-Z]+) \/api\/([^`?]+)/gm)];
    expect(documented.map(([, method = '', route = '']) => `${method} ${plain(route)}`).sort()).toEqual(
      routes.map(({ method, route }) => `${method} ${plain(route)}`).sort(),
    );
  });
});
