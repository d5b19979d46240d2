import { readFileSync } from 'node:fs';
import { LOG_EVENTS } from '../../../src/telemetry/log-events.js';

const page = readFileSync('docs/operations.md', 'utf8');
const [, events = ''] = page.split('## What each log event means\n');
const rows = [...(events.split('\n## ')[0] ?? '').matchAll(/^\| `([\w-]+)`\s*\| (\w+)\s*\|/gm)];

/** Names in capitals that a command or a sentence uses: settings of the environment, and what azd puts out. */
const used = [...page.matchAll(/\$\{?([A-Z][A-Z_]{3,})|azd env set ([A-Z_]+)|`(STILLFRAME_[A-Z_]+)`/g)];

describe('docs/operations.md', () => {
  it('explains every log event, at its level, and no other', () => {
    const documented = rows.map(([, event = '', level = '']) => [event, level]);
    expect(documented.sort()).toEqual(
      Object.entries(LOG_EVENTS)
        .map(([event, { level }]) => [event, level])
        .sort(),
    );
  });

  it('gives an action for every log event', () => {
    const table = (events.split('\n## ')[0] ?? '').match(/^\| `.*$/gm) ?? [];
    expect(table).toHaveLength(rows.length);
    expect(table.filter((row) => !/^(\|[^|]*[^|\s][^|]*){4}\|$/.test(row))).toEqual([]);
  });

  it('uses the names of log events in all of its text', () => {
    const known = [...Object.keys(LOG_EVENTS)];
    const tense =
      /`([a-z]+-(?:recorded|saved|ignored|rejected|refused|empty|unreadable|failed|denied|listed|answered|deleted|removed|scanned|retried|published))`/g;
    expect([...page.matchAll(tense)].map(([, name = '']) => name).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('uses names that the infrastructure sets or takes', () => {
    const outputs = [...readFileSync('infra/main.bicep', 'utf8').matchAll(/^output (\w+)/gm)].map(([, name]) => name);
    const parameters = readFileSync('infra/main.parameters.json', 'utf8');
    const names = new Set(used.map(([, shell, set, named]) => shell ?? set ?? named ?? ''));
    expect(names.size).toBeGreaterThan(10);
    const lost = [...names].filter((name) => !outputs.includes(name) && !parameters.includes(`\${${name}}`));
    expect(lost.filter((name) => name !== 'NAME')).toEqual([]);
  });

  it('links to sections that exist', () => {
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replaceAll(' ', '-'),
    );
    const links = [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, target = '']) => target);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((target) => !headings.includes(target))).toEqual([]);
  });
});
