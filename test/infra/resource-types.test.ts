import { loadGrammar } from '../../infra/check/bicep/grammar.js';
import { makeProject, makeReader, type ReadBicep } from '../../infra/check/project/project.js';
import { findUnknownMembers } from '../../infra/check/rules/members.js';
import { findWrongBodies } from '../../infra/check/rules/resource-bodies.js';
import { answerSchema, condense } from '../../infra/check/types/condense.js';
import { readSnapshots } from '../../infra/check/types/read-snapshot.js';

let read: ReadBicep;
beforeAll(async () => {
  read = makeReader(await loadGrammar());
});

/** What Microsoft's program answers about a type, cut to its forms. */
const answer = answerSchema.parse({
  results: {
    BicepSchemaResult: [
      {
        $type: 'Resource',
        name: 'A.B/c@1',
        bodyType: {
          $type: 'Object',
          name: 'A.B/c',
          properties: [
            { name: 'name', type: 'string', flags: 'Required, DeployTimeConstant' },
            { name: 'id', type: 'string', flags: 'ReadOnly' },
            { name: 'properties', type: 'Properties' },
          ],
        },
      },
      {
        $type: 'Object',
        name: 'Properties',
        properties: [
          { name: 'color', type: 'red | green | string' },
          { name: 'sizes', type: 'small | large[]' },
          { name: 'count', type: 'int', flags: 'Required' },
          { name: 'isOn', type: 'bool' },
          { name: 'tags', type: 'Tags' },
          { name: 'parts', type: 'Part[]' },
          { name: 'target', type: 'Target' },
        ],
      },
      { $type: 'Object', name: 'Tags', properties: [], additionalPropertiesType: 'string' },
      {
        $type: 'Object',
        name: 'Part',
        properties: [
          { name: 'title', type: 'string', flags: 'Required' },
          { name: 'parts', type: 'Part[]' },
        ],
      },
      { $type: 'Object', name: 'Unreached', properties: [] },
      {
        $type: 'DiscriminatedObject',
        name: 'Target',
        discriminator: 'kind',
        baseProperties: [{ name: 'note', type: 'string' }],
        elements: [
          {
            $type: 'Object',
            name: 'Web',
            properties: [
              { name: 'kind', type: 'Web', flags: 'Required' },
              { name: 'url', type: 'string', flags: 'Required' },
            ],
          },
          { $type: 'Object', name: 'Queue', properties: [{ name: 'kind', type: 'Queue', flags: 'Required' }] },
        ],
      },
      { $type: 'ResourceInstanceFunction', name: 'listKeys' },
    ],
  },
});
const snapshot = condense(answer, 'a test');

/** What is said of a resource with these properties. */
function faultsIn(properties: string, more = ''): string[] {
  const text = `${more}\nresource c 'A.B/c@1' = {\n  name: 'x'\n  properties: ${properties}\n}\n`;
  const project = makeProject(new Map([['main.bicep', text]]), read);
  const types = readSnapshots([snapshot]);
  expect(project.syntaxFindings).toEqual([]);
  return [...findWrongBodies(project, types), ...findUnknownMembers(project, types)].map(({ message }) =>
    message.replace(/^properties: /, ''),
  );
}

describe('the snapshot of resource types', () => {
  it('keeps the properties of a body, and nothing that it does not reach', () => {
    expect(snapshot).toEqual({
      apiVersion: '1',
      source: 'a test',
      resources: {
        'A.B/c': { properties: { name: 'required string', id: 'read-only string', properties: 'Properties' } },
      },
      types: {
        Part: { properties: { title: 'required string', parts: 'Part[]' } },
        Properties: {
          properties: {
            color: "'red' | 'green' | string",
            sizes: "('small' | 'large')[]",
            count: 'required int',
            isOn: 'bool',
            tags: 'Tags',
            parts: 'Part[]',
            target: 'Target',
          },
        },
        Tags: { properties: { '*': 'string' } },
        Target: {
          by: 'kind',
          variants: {
            Web: { note: 'string', kind: "required 'Web'", url: 'required string' },
            Queue: { note: 'string', kind: "required 'Queue'" },
          },
        },
      },
    });
  });
});

describe('the check of a body against its type', () => {
  it.each([
    ["{ count: 1, color: 'red', sizes: ['small'], isOn: true, tags: { a: 'b' }, parts: [{ title: 't', parts: [] }] }"],
    ['{ count: length([1]), isOn: 1 > 2, color: toLower(resourceGroup().name) }'],
    ["{ count: 1, target: { kind: 'Web', url: 'u', note: 'n' } }"],
    ['{ ...any({}) }'],
    ['union({ count: 1 }, { isOn: true })'],
    ["{ count: 1, parts: [for one in ['a']: { title: one }] }"],
    ["resourceGroup().name == 'x' ? { count: 1 } : { count: 2 }"],
  ])('accepts %s', (properties) => {
    expect(faultsIn(properties)).toEqual([]);
  });

  it.each([
    ['{}', 'count is missing'],
    ["{ count: '1' }", "count: '1' stands where int belongs"],
    ["{ count: 1, color: 'blue' }", "color: 'blue' stands where 'red' | 'green' | string belongs"],
    ["{ count: 1, sizes: ['medium'] }", "sizes: 'medium' stands where 'small' | 'large' belongs"],
    ['{ count: 1, tags: { a: 1 } }', 'tags: a: 1 stands where string belongs'],
    ["{ count: 1, isOn: concat('a', 'b') == 'ab' ? 'yes' : false }", "isOn: 'yes' stands where bool belongs"],
    ['{ count: 1, isOn: toLower(string(1)) }', 'isOn: string stands where bool belongs'],
    ['{ count: 1, Color: null }', 'there is no property Color; color is meant'],
    ["{ count: 1, target: { kind: 'Mail' } }", 'target: kind is none of Web, Queue'],
    ["{ count: 1, target: { kind: 'Queue', url: 'u' } }", 'target: there is no property url'],
    ['{ count: 1, target: {} }', 'target: kind is missing'],
    ["{ count: 1, parts: [for one in ['a']: { name: one }] }", 'parts: there is no property name'],
    ["{ count: 1, parts: [{ title: 't', parts: [{}] }] }", 'parts: parts: title is missing'],
    ['union({ count: 1 }, { colour: true })', 'there is no property colour'],
    ['{ count: 1, ...{ colour: 1 } }', 'there is no property colour'],
  ])('refuses %s', (properties, message) => {
    expect(faultsIn(properties)).toContain(message);
  });

  it('follows variables, parameters and loops', () => {
    expect(faultsIn('inner', "var inner = { count: 1, colour: 'red' }")).toEqual(['there is no property colour']);
    expect(faultsIn('{ count: size }', 'param size string')).toEqual(['count: string stands where int belongs']);
    const loop = 'type part = { label: string }\nparam given part[]';
    expect(faultsIn('{ count: 1, parts: [for one in given: { title: one.label }] }', loop)).toEqual([]);
    expect(faultsIn('{ count: 1, parts: [for one in given: { title: one.name }] }', loop)).toEqual([
      'nothing named name can be read there',
    ]);
  });
});
