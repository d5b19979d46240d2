import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { makeContract, ROUTES } from '../../../src/http/contract/document.js';
import { HEADERS } from '../../../src/http/contract/headers.js';
import { problemExample, problemSchema } from '../../../src/http/contract/problem-schema.js';
import { PROBLEMS, type ProblemName } from '../../../src/http/problem.js';
import { makeGetContractHandler } from '../../../src/http/get-contract.js';
import { PARAMETERS, type ParameterName } from '../../../src/http/parameters.js';
import { ask } from './doors.js';

const FILE = 'docs/openapi.json';
const contract = JSON.parse(JSON.stringify(makeContract())) as {
  paths: Record<string, Record<string, { operationId?: string }>>;
};

describe('the OpenAPI document', () => {
  it('equals docs/openapi.json (npm run openapi writes it)', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(`${JSON.stringify(contract, null, 2)}\n`);
  });

  it('names each operation once', () => {
    const ids = Object.values(contract.paths).flatMap((path) =>
      Object.values(path).flatMap((one) => one.operationId ?? []),
    );
    expect(ids.length).toBeGreaterThan(10);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has examples that match its schemas', () => {
    const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
    ajv.addSchema(contract, 'contract');
    const { components } = contract as unknown as { components: { responses: Record<string, { content?: object }> } };
    const wrong = Object.entries(components.responses).flatMap(([name, { content = {} }]) =>
      Object.entries(
        content as Record<string, { example?: unknown; examples?: Record<string, { value: unknown }> }>,
      ).flatMap(([type, { example, examples }]) => {
        const pointer = `contract#/components/responses/${name}/content/${type.replaceAll('/', '~1')}/schema`;
        const validate = ajv.getSchema(pointer);
        const shown =
          examples === undefined
            ? [example].filter((one) => one !== undefined)
            : Object.values(examples).map(({ value }) => value);
        return shown.filter((one) => validate?.(one) !== true).map((one) => ({ name, type, one }));
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('has every parameter of a path, and examples that can be sent', () => {
    const wrong = ROUTES.flatMap(({ door, route, parameters = [] }) => {
      const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const told = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      const bad = parameters.filter(({ schema, example }) => !schema.safeParse(example).success);
      return inPath.join() === told.join() && bad.length === 0 ? [] : [door];
    });
    expect(wrong).toEqual([]);
  });

  it.each(Object.keys(PROBLEMS) as ProblemName[])('has a schema for the problem %s that its example fits', (name) => {
    expect(problemSchema(PROBLEMS[name].status, [name]).safeParse(problemExample(name)).success).toBe(true);
  });

  it('contains nothing of the machine on which it was made', () => {
    const text = JSON.stringify(contract);
    expect(text).not.toContain(process.cwd());
    expect(text).not.toMatch(/localhost|127\.0\.0\.1|\/home\/|\/work\//);
  });

  it('lists every header that pages may read', () => {
    const [, exposed = ''] = /EXPOSED = '([^']+)'/.exec(readFileSync('src/http/cors.ts', 'utf8')) ?? [];
    expect(exposed.split(', ').filter((name) => !(name in HEADERS))).toEqual([]);
  });

  it('is served with a tag, and as 304 to a caller that has the tag', async () => {
    const handle = makeGetContractHandler();
    const { status, headers, json } = await ask(handle);
    expect([status, headers['Content-Type'], json]).toEqual([200, 'application/json', contract]);
    const held = await ask(handle, {}, { headers: { 'If-None-Match': headers['ETag'] ?? '' } });
    expect([held.status, held.body]).toEqual([304, '']);
  });
});

describe('the parameters of the OpenAPI document', () => {
  // Under a link more URLs may be asked for: that is read beside these (storyboard/linked-urls.ts).
  const told = new Map(
    ROUTES.filter(({ door }) => door !== 'followLink')
      .flatMap(({ parameters = [] }) => parameters)
      .map((one) => [one.name, one]),
  );
  const texts = fc.oneof(
    fc.integer({ min: -2, max: 6000 }).map(String),
    fc.integer({ min: 99_990, max: 100_010 }).map(String),
    fc.double({ min: -1, max: 10_000_001, noNaN: true }).map((value) => `${Math.floor(value)}.5`),
    fc.constantFrom(
      '',
      '0',
      '1',
      'x',
      'details',
      'sas',
      'permalink',
      'relative',
      'Poster',
      'poster, SPRITE',
      'Poster,',
      'Face',
      '10000000',
    ),
    fc.string({ maxLength: 110 }),
  );

  it.each(Object.keys(PARAMETERS) as ParameterName[])('accept exactly what the app accepts: %s', (name) => {
    const documented = told.get(name)?.schema;
    // Numbers are written as numbers in the contract; what is no plain decimal is none.
    const asTold = (text: string): unknown =>
      /^\d{1,9}(\.\d{1,20})?$/.test(text) && name !== 'continuation' ? Number(text) : text;
    fc.assert(
      fc.property(texts, (text) => {
        const isTold = documented?.safeParse(asTold(text)).success;
        expect({ text, isTaken: PARAMETERS[name].value.safeParse(text).success }).toEqual({ text, isTaken: isTold });
      }),
    );
  });
});
