import { readdirSync, readFileSync, statSync } from 'node:fs';
import { FUNCTIONS } from '../../all-functions.js';

const page = readFileSync('docs/architecture.md', 'utf8');
const [, house = ''] = /## Layout\s+```\n([^]*?)```/.exec(page) ?? [];

/** The first word of a line is a place; what is said of it may name others. */
const named = [...house.matchAll(/[\w./-]+(?:\.ts\b|\/(?=\s|,))/g)].map(([name]) => name.replace(/^src\//, ''));

describe('docs/architecture.md', () => {
  it('has one diagram', () => {
    expect(page.match(/[▼▶]/g)?.length).toBeGreaterThan(3);
    const blocks = [...page.matchAll(/```(\w*)\n([^]*?)```/g)];
    expect(blocks.filter(([, kind, text = '']) => kind === 'mermaid' || /[▼▶]/.test(text))).toHaveLength(1);
  });

  it('names everything in src', () => {
    const entries = readdirSync('src').map((name) => (statSync(`src/${name}`).isDirectory() ? `${name}/` : name));
    expect(entries.length).toBeGreaterThan(8);
    expect(entries.filter((entry) => !named.includes(entry))).toEqual([]);
  });

  it('names no folder that does not exist', () => {
    const rooms = [...house.matchAll(/^(\S+)/gm)].map(([room]) => room);
    expect(rooms.length).toBeGreaterThan(8);
    expect(rooms.filter((room) => statSync(room, { throwIfNoEntry: false }) === undefined)).toEqual([]);
  });

  it('names functions as they are registered', () => {
    const functions = FUNCTIONS.map(({ name }) => name);
    const drawn = [...page.matchAll(/\b(?:record|list|get)[A-Z]\w+/g)].map(([name]) => name);
    expect(new Set(drawn).size).toBeGreaterThan(3);
    expect(drawn.filter((name) => !functions.includes(name))).toEqual([]);
  });
});
