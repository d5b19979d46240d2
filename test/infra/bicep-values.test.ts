import { loadGrammar } from '../../infra/check/bicep/grammar.js';
import { makeProject, makeReader, type ReadBicep } from '../../infra/check/project/project.js';
import { render, type Deployment } from '../../infra/check/render/render.js';
import type { ValueObject } from '../../infra/check/render/value.js';

let read: ReadBicep;
beforeAll(async () => {
  read = makeReader(await loadGrammar());
});

const GROUP = '/subscriptions/s/resourceGroups/g';

function deploy(files: Record<string, string>, params: ValueObject = {}): Deployment {
  const project = makeProject(new Map(Object.entries(files)), read);
  expect(project.syntaxFindings).toEqual([]);
  const main = project.files.get('main.bicep');
  if (main === undefined) throw new Error('main.bicep is missing');
  return render(project, main, params, GROUP);
}

/** What an expression comes to, with `a` as given. */
function valueOf(expression: string, a: ValueObject = {}): unknown {
  return deploy({ 'main.bicep': `param a object\noutput value any = ${expression}` }, { a }).outputs['value'];
}

describe('a Bicep expression', () => {
  it.each<[string, ValueObject, unknown]>([
    ['a.x == a.y.z', { x: 1, y: { z: 1 } }, true],
    ["a.x && a.y.z == 'q'", { x: true, y: { z: 'q' } }, true],
    ["a.x || a.y && a.z == 'q' ? a.p.q : a.r.s", { x: false, y: true, z: 'q', p: { q: 1 }, r: { s: 2 } }, 1],
    ['!a.x && !a.y', { x: false, y: false }, true],
    ['!(a.x && a.y)', { x: true, y: false }, true],
    ['1 + a.x * 2 - 3', { x: 5 }, 8],
    ['a.x % 60 / 7', { x: 200 }, 2],
    ['15 - 5 - 5', {}, 5],
    ["a.?x.?y ?? a.?z ?? 'w'", {}, 'w'],
    ["a.?x ?? 'w' == 'w'", {}, true],
    ['a.x ? 1 : a.y ? 2 : 3', { x: false, y: true }, 2],
    ['map(a.list, one => one.name)[1]', { list: [{ name: 'p' }, { name: 'q' }] }, 'q'],
    [
      "filter(a.list, one => one.n > 1 && one.m == 'x')",
      {
        list: [
          { n: 2, m: 'x' },
          { n: 2, m: 'y' },
        ],
      },
      [{ n: 2, m: 'x' }],
    ],
    ['[for (one, i) in a.list: one + i]', { list: [1, 2] }, [1, 3]],
    ["toObject(a.list, one => one, one => '${one}!')", { list: ['p'] }, { p: 'p!' }],
    ['{ ...a.x, y: 2 }', { x: { y: 1, z: 3 } }, { y: 2, z: 3 }],
    ['[0, ...a.list, 3]', { list: [1, 2] }, [0, 1, 2, 3]],
    ["'it\\'s ${a.x} \\${y} \\u{41}'", { x: 1 }, "it's 1 ${y} A"],
    ["'''\nas\n 'it' is'''", {}, "as\n 'it' is"],
    ["a['x-y']", { 'x-y': 1 }, 1],
    ['union({ x: { p: 1 } }, { x: { q: 2 } })', {}, { x: { p: 1, q: 2 } }],
    ['union([1, 2], [2, 3])', {}, [1, 2, 3]],
    ["padLeft(string(7), 2, '0')", {}, '07'],
    ["split('/a/b', '/')[2]", {}, 'b'],
    [
      'items({ b: 1, a: 2 })',
      {},
      [
        { key: 'a', value: 2 },
        { key: 'b', value: 1 },
      ],
    ],
    ["subscriptionResourceId('A.B/c', 'd')", {}, '/subscriptions/s/providers/A.B/c/d'],
    ["resourceId('A.B/c/d', 'x', 'y')", {}, `${GROUP}/providers/A.B/c/x/d/y`],
  ])('%s', (expression, a, expected) => {
    expect(valueOf(expression, a)).toEqual(expected);
  });

  it('leaves open the values that only Azure knows, and names their source', () => {
    expect(valueOf("'${tenant().tenantId}/x'")).toBe('«tenant»/x');
  });

  it('is refused where the deployment would refuse it', () => {
    expect(() => valueOf("empty(a) ? fail('give it something') : 1")).toThrow('give it something');
    expect(() => valueOf('a.missing')).toThrow('there is no missing in it');
    expect(() => valueOf('a.text ? 1 : 2', { text: 'yes' })).toThrow('stands where true or false belongs');
  });
});

describe('a Bicep template', () => {
  const account = `
    param name string
    resource account 'A.B/accounts@1' = { name: name }
    resource part 'A.B/accounts/parts@1' = { parent: account, name: 'p' }
    resource role 'A.R/roles@1' = { name: 'r', scope: part }
    output id string = part.id
    output key string = account.properties.key.text
  `;

  it('deploys its modules in their scopes, with ids that follow parents and scopes', () => {
    const { resources, outputs } = deploy({
      'main.bicep': `
        module one 'account.bicep' = { params: { name: 'one' } }
        module two 'account.bicep' = { params: { name: 'two' }, scope: resourceGroup('t', 'h') }
        output id string = two.outputs.id
        output key string = one.outputs.key
      `,
      'account.bicep': account,
    });
    expect(outputs).toEqual({
      id: '/subscriptions/t/resourceGroups/h/providers/A.B/accounts/two/parts/p',
      key: '«main/one/account.properties.key.text»',
    });
    expect(resources.map(({ id }) => id)).toContain(
      `${GROUP}/providers/A.B/accounts/one/parts/p/providers/A.R/roles/r`,
    );
  });

  it('repeats and leaves out resources, and refuses to read those it left out', () => {
    const main = (last: string) => `
      param wants bool
      resource many 'A.B/c@1' = [for (name, i) in ['x', 'y']: if (wants || i == 0) { name: name }]
      ${last}
    `;
    const ids = (wants: boolean) => deploy({ 'main.bicep': main('') }, { wants }).resources.map(({ name }) => name);
    expect(ids(true)).toEqual(['x', 'y']);
    expect(ids(false)).toEqual(['x']);
    const reading = { 'main.bicep': main('output second string = many[1].properties.text') };
    expect(deploy(reading, { wants: true }).outputs).toEqual({ second: '«main/many[1].properties.text»' });
    expect(() => deploy(reading, { wants: false })).toThrow('main/many[1] is not deployed then');
  });

  it('uses its parameters or their defaults', () => {
    const main = {
      'main.bicep': "param x string\nparam y string = '${x}!'\nparam z string?\noutput all any = [x, y, z]",
    };
    expect(deploy(main, { x: 'a' }).outputs).toEqual({ all: ['a', 'a!', null] });
    expect(() => deploy(main)).toThrow('param x has no value');
  });
});
