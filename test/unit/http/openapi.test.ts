import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGetDocument } from '../../../src/functions/get-open-api.js';
import { parametersOf } from '../../../src/http/openapi/describe-operation.js';
import { OPENAPI_FILE, toOpenApi } from '../../../src/http/openapi/document.js';
import { HEADERS } from '../../../src/http/openapi/headers.js';
import { problemExample, PROBLEMS, problemSchema, type ProblemName } from '../../../src/http/problem.js';
import { PARAMETERS } from '../../../src/http/parameters.js';
import { HTTP_FUNCTIONS } from '../../all-functions.js';
import { ask } from './harness.js';

interface Described {
  name: string;
  in: string;
  required?: boolean;
  schema: { minLength?: number; maxLength?: number };
}

const contract = JSON.parse(JSON.stringify(toOpenApi(HTTP_FUNCTIONS))) as {
  paths: Record<string, Record<string, { operationId?: string; parameters?: Described[] }>>;
};

describe('the OpenAPI document', () => {
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

  it('gives a text a format or a pattern, and not both', () => {
    const texts: object[] = [];
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('type' in value && value.type === 'string') texts.push(value);
      Object.values(value).forEach(collect);
    };
    collect(contract);
    expect(texts.filter((one) => 'format' in one && 'pattern' in one)).toEqual([]);
    expect(texts.some((one) => 'format' in one) && texts.some((one) => 'pattern' in one)).toBe(true);
  });

  it('requires what is in a path, the ids of a batch, and nothing else', () => {
    const described = Object.values(contract.paths).flatMap((path) =>
      Object.values(path).flatMap(({ parameters = [] }) => parameters),
    );
    const required = described.filter((one) => one.required === true);
    expect(new Set(required.filter((one) => one.in !== 'path').map(({ name }) => name))).toEqual(new Set(['videoIds']));
    expect(described.filter((one) => one.in === 'path' && one.required !== true)).toEqual([]);
    const ids = required.filter(({ name, in: place }) => name === 'id' && place === 'path');
    expect(new Set(ids.map(({ schema }) => [schema.minLength, schema.maxLength].join()))).toEqual(new Set(['1,512']));
  });

  it('has examples of parameters that can be sent', () => {
    const all = HTTP_FUNCTIONS.filter(({ method }) => method !== 'OPTIONS').flatMap(parametersOf);
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter(({ schema, example }) => !schema.safeParse(example).success)).toEqual([]);
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

  it('is served with a tag from the file of the build, and as 304 to a caller that has the tag', async () => {
    const root = await mkdtemp(join(tmpdir(), 'stillframe-'));
    await mkdir(join(root, 'dist'));
    await writeFile(join(root, OPENAPI_FILE), JSON.stringify(contract));
    const handle = createGetDocument(root);
    const { status, headers, json } = await ask(handle);
    expect([status, headers['Content-Type'], json]).toEqual([200, 'application/json', contract]);
    await rm(root, { recursive: true });
    const held = await ask(handle, {}, { headers: { 'If-None-Match': headers['ETag'] ?? '' } });
    expect([held.status, held.body]).toEqual([304, '']);
  });
});

describe('the parameters of the OpenAPI document', () => {
  const texts = fc.oneof(
    fc.integer({ min: -2, max: 6000 }).map(String),
    fc.integer({ min: 99_990, max: 100_010 }).map(String),
    fc.double({ min: -1, max: 10_000_001, noNaN: true }).map((value) => `${Math.floor(value)}.5`),
    fc.constantFrom(
      ...'0 1 x details sas permalink relative Poster Poster, Face 10000000'.split(' '),
      '',
      'poster, SPRITE',
    ),
    fc.string({ maxLength: 110 }),
  );

  it.each(Object.entries(PARAMETERS))('accept exactly what the app accepts: %s', (name, { schema, fromText }) => {
    // Numbers are written as numbers in the contract; what is no plain decimal is none.
    const asTold = (text: string): unknown =>
      /^\d{1,9}(\.\d{1,20})?$/.test(text) && name !== 'continuation' ? Number(text) : text;
    fc.assert(
      fc.property(texts, (text) => {
        const isTold = schema.safeParse(asTold(text)).success;
        expect({ text, isTaken: fromText.safeParse(text).success }).toEqual({ text, isTaken: isTold });
      }),
    );
  });
});
