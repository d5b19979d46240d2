import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { makeRouteMatcher } from '../../../local/functions-host/http/route-matcher.js';
import { parseRouteTemplate } from '../../../local/functions-host/http/route-template.js';
import { fillIn, readHttpFile } from '../../http-file.js';

/** A function as its door registers it. */
interface Door {
  trigger: string;
  name: string;
  route: string;
  methods: string[];
}

const DOORS = 'src/functions';
const doors = readdirSync(DOORS).map((file) => readDoor(join(DOORS, file)));
const httpDoors = doors.filter(({ trigger }) => trigger === 'http');
/** `HEAD` goes with every `GET`, and `OPTIONS` with everything: the documents say so once. */
const saidOnce = ['HEAD', 'OPTIONS'];
const documentedMethods = ({ methods }: Door): string[] => methods.filter((method) => !saidOnce.includes(method));

/** Reads `app.<trigger>('<name>', { route: '…', methods: ['…'] })`; throws for a door of another form. */
function readDoor(file: string): Door {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const [call, ...others] = source.statements.flatMap((statement) =>
    ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression) ? [statement.expression] : [],
  );
  const [name, options] = call?.arguments ?? [];
  if (call === undefined || others.length > 0) throw new Error(`${file} does not register one function`);
  if (!ts.isPropertyAccessExpression(call.expression) || name === undefined || !ts.isStringLiteral(name))
    throw new Error(`${file}: not app.<trigger>('<name>', …)`);
  const trigger = call.expression.name.text;
  return { trigger, name: name.text, route: textOf(options, 'route')[0] ?? '', methods: textOf(options, 'methods') };
}

/** The texts of an option: one, or those of a list. */
function textOf(options: ts.Expression | undefined, name: string): string[] {
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return [];
  return options.properties.flatMap((property) => {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name) || property.name.text !== name) return [];
    const { initializer } = property;
    const values = ts.isArrayLiteralExpression(initializer) ? [...initializer.elements] : [initializer];
    return values.filter((value) => ts.isStringLiteral(value)).map(({ text }) => text);
  });
}

const file = readHttpFile(readFileSync('docs/requests.http', 'utf8'));
const requests = file.requests.map(({ title, method, url }) => {
  const { pathname, searchParams } = new URL(fillIn(url, file.variables));
  return { title, method, segments: pathname.split('/').slice(1), functionName: searchParams.get('functionName') };
});

const isFor =
  (door: Door) =>
  ({ method, segments }: (typeof requests)[number]): boolean =>
    door.methods.includes(method) && makeRouteMatcher(parseRouteTemplate(`api/${door.route}`))(segments) !== undefined;

describe('the routes', () => {
  it('are read from every function', () => {
    expect(httpDoors.length).toBeGreaterThan(4);
    expect(httpDoors.filter(({ route, methods }) => route === '' || methods.length === 0)).toEqual([]);
  });

  it.each(httpDoors)('each have a request in docs/requests.http: $name', (door) => {
    const isAsked = (method: string): boolean => requests.some((one) => one.method === method && isFor(door)(one));
    expect(documentedMethods(door).filter((method) => !isAsked(method))).toEqual([]);
  });

  it('answer HEAD wherever they answer GET, and nowhere else', () => {
    const odd = httpDoors.filter(({ methods }) => methods.includes('GET') !== methods.includes('HEAD'));
    expect(odd.map(({ name }) => name)).toEqual([]);
  });

  it('of docs/requests.http all exist', () => {
    const ofTheHost = (path: string): boolean =>
      /^(admin\/host\/(ping|status)|runtime\/webhooks\/EventGrid)$/.test(path);
    const lost = requests.filter(
      (one) => !httpDoors.some((door) => isFor(door)(one)) && !ofTheHost(one.segments.join('/')),
    );
    expect(lost).toEqual([]);
  });

  it('of events are called in docs/requests.http by their registered names', () => {
    const registered = doors.filter(({ trigger }) => trigger === 'eventGrid').map(({ name }) => name);
    const asked = new Set(requests.flatMap(({ functionName }) => functionName ?? []));
    expect([...asked].sort()).toEqual(registered.sort());
  });

  it('equal those of the OpenAPI document, method by method', () => {
    const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as { paths: Record<string, object> };
    const told = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.slice(1)}`),
    );
    // One door has the OPTIONS of them all.
    const others = httpDoors.filter(({ name }) => name !== 'answerPreflight');
    const registered = others.flatMap(({ route, methods }) => methods.map((method) => `${method} ${route}`));
    const options = [...new Set(others.map(({ route }) => `OPTIONS ${route}`))];
    expect(told.sort()).toEqual([...registered, ...options].sort());
  });

  it('equal those in the table of docs/api.md', () => {
    const plain = (route: string): string => route.replace(/\{[^}]*\}/g, '{}');
    const documented = [...readFileSync('docs/api.md', 'utf8').matchAll(/^\| `([A-Z]+) \/api\/([^`?]+)/gm)];
    expect(documented.map(([, method = '', route = '']) => `${method} ${plain(route)}`).sort()).toEqual(
      httpDoors.flatMap((door) => documentedMethods(door).map((method) => `${method} ${plain(door.route)}`)).sort(),
    );
  });
});
