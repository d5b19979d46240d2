import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { memoize } from '../../src/memoize.js';
import { parseRequestTarget } from '../../local/functions-host/http/request-target.js';
import { createRouteMatcher } from '../../local/functions-host/http/route-matcher.js';
import { parseRouteTemplate } from '../../local/functions-host/http/route-template.js';

interface Reference {
  $ref: string;
}
interface DescribedAnswer {
  headers?: Record<string, Reference>;
  content?: Record<string, object>;
}
interface Contract {
  paths: Record<string, Record<string, { responses: Record<string, Reference> }>>;
  components: { headers: Record<string, { required: boolean }>; responses: Record<string, DescribedAnswer> };
}

/** An answer as it came, to whichever client. */
export interface GivenAnswer {
  status: number;
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  /** Unpacked. */
  body: string;
}

/** Read at the first answer: `npm start` may write it first. */
const readContract = memoize(() => {
  const contract = closed(JSON.parse(readFileSync('dist/openapi.json', 'utf8'))) as Contract;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(contract, 'contract');
  const paths = Object.entries(contract.paths).map(([path, operations]) => ({
    path,
    operations,
    match: createRouteMatcher(parseRouteTemplate(`api${path}`)),
  }));
  return { contract, ajv, paths };
});

const PREFLIGHT: Record<string, Reference> = { 204: { $ref: '#/components/responses/preflight' } };

/** What is between host and client, and none of the app's: framing, and when it was sent. */
const OF_THE_HOST = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-type'];

/** What the local host says before the app is asked: Azure has no such rule. */
const REFUSED_LOCALLY = 'Pages of other sites may change nothing here.';

/**
 * Throws when the contract does not know an answer: its status, a header, its type or its body. It is read more strictly
 * than by callers: members that it does not name are wrong, too.
 */
export function checkAgainstContract(method: string, target: string, { status, headers, body }: GivenAnswer): void {
  if (status === 403 && body === REFUSED_LOCALLY) return;
  const { contract, paths } = readContract();
  const readable = parseRequestTarget(target);
  const described = readable && paths.find(({ match }) => match(readable.segments) !== undefined);
  // One function has the OPTIONS of all paths, also of those that are no route.
  const responses =
    method === 'OPTIONS' && readable ? PREFLIGHT : described?.operations[method.toLowerCase()]?.responses;
  const name = `${method} ${described?.path ?? 'of no route'}: ${status}`;
  const fail = (what: string): never => {
    throw new Error(`dist/openapi.json does not know this answer: ${name}, ${what}`);
  };
  if (responses === undefined) {
    if (![400, 404].includes(status) || body !== '' || headers.has('x-request-id'))
      fail('where only the host should answer');
    return;
  }
  const pointer = responses[status]?.$ref ?? fail('status');
  const answer = contract.components.responses[pointer.replace('#/components/responses/', '')] ?? fail('answer');
  checkHeaders(answer, headers, fail);
  checkBody(pointer, answer, { type: headers.get('content-type'), body, isHead: method === 'HEAD' }, fail);
}

type Fail = (what: string) => never;

function checkHeaders({ headers: described = {} }: DescribedAnswer, given: GivenAnswer['headers'], fail: Fail): void {
  const { contract } = readContract();
  const known = new Set(OF_THE_HOST);
  for (const name of Object.keys(described)) {
    known.add(name.toLowerCase());
    const value = given.get(name.toLowerCase());
    if (value === undefined) {
      if (contract.components.headers[name]?.required === true) fail(`without ${name}`);
      continue;
    }
    const wrong = complaints(`#/components/headers/${name}/schema`, value);
    if (wrong !== undefined) fail(`${name}: ${wrong}`);
  }
  // Who may keep an answer has to be able to ask for it again.
  if ('ETag' in described && !given.has('etag') && given.get('cache-control') !== 'no-store') fail('without ETag');
  const unknown = [...given.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) fail(`with ${unknown.join(', ')}`);
}

function checkBody(
  pointer: string,
  { content = {} }: DescribedAnswer,
  { type, body, isHead }: { type: string | undefined; body: string; isHead: boolean },
  fail: Fail,
): void {
  if (Object.keys(content).length === 0 || isHead) {
    if (body !== '') fail('with a body');
    if (isHead && type !== undefined && !(type in content)) fail(`of the type ${type}`);
    return;
  }
  if (type === undefined || !(type in content)) return fail(`of the type ${String(type)}`);
  const value: unknown = /json$/.test(type) ? JSON.parse(body) : body;
  const wrong = complaints(`${pointer}/content/${type.replaceAll('/', '~1')}/schema`, value);
  if (wrong !== undefined) fail(wrong);
}

/** In words what is wrong with a value, by the schema to which a pointer leads. */
function complaints(pointer: string, value: unknown): string | undefined {
  const { ajv } = readContract();
  const validate = ajv.getSchema(`contract${pointer}`) as ValidateFunction | undefined;
  if (validate === undefined) throw new Error(`dist/openapi.json has no schema at ${pointer}`);
  return validate(value) ? undefined : ajv.errorsText(validate.errors);
}

/** Objects that say nothing of other members have none. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(
    Object.entries(value).map(([name, one]: [string, unknown]) => [name, closed(one)]),
  );
  const isObject = members['type'] === 'object' && 'properties' in members;
  return isObject ? { additionalProperties: false, ...members } : members;
}
