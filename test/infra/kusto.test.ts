import { describeFinding } from '../../infra/check/finding.js';
import { makeAnalyse, type Analysis } from '../../infra/check/kusto/analyse.js';
import { checkQueries, readQueries } from '../../infra/check/kusto/check-queries.js';
import { EVENTS } from '../../infra/check/kusto/log-lines.js';
import type { Files } from '../../infra/check/kusto/query-source.js';
import type { Scope } from '../../infra/check/kusto/tables.js';
import { workbookSchema } from '../../infra/check/kusto/workbook-shape.js';
import { readQueryFiles } from './kusto-files.js';
import { seededFaults } from './kusto-faults.js';

const files = readQueryFiles();
const analyse = makeAnalyse();
const analyses = new Map<string, Analysis>();
const analyseOnce = (query: string, scope: Scope): Analysis => {
  const known = analyses.get(scope + query) ?? analyse(query, scope);
  analyses.set(scope + query, known);
  return known;
};
const check = (these: Files): string[] => checkQueries(these, analyseOnce).map(describeFinding);

describe('the queries of alerts, workbook and docs', () => {
  const places = [...new Set(readQueries(files).sources.map(({ file }) => file))];
  it.each(places)('name existing tables, columns, events and fields in %s', (file) => {
    const bicep = [...files].filter(([path]) => path.endsWith('.bicep'));
    const findings = check(new Map([...bicep, [file, text(file)]]));
    expect(findings.filter((finding) => finding.startsWith(`${file}:`))).toEqual([]);
  });

  it('have no warnings', () => {
    expect(check(files)).toEqual([]);
  });

  it('are found in every file that holds some', () => {
    const count = (file: RegExp): number =>
      readQueries(files).sources.filter((source) => file.test(source.file)).length;
    expect(count(/\.kql$/)).toBe(7);
    expect(count(/workbook\.json$/)).toBe(text('infra/workbook.json').split('"KqlItem/1.0"').length - 1);
    expect(count(/queries\.md$/)).toBe(text('docs/queries.md').split('```kusto').length - 1);
  });

  it('show no path of a request, and no host data with the token of a permalink', () => {
    const { sources } = readQueries(files);
    const paths = sources.filter(({ query }) => /\burl\b(?! has_any )/.test(query));
    const raw = sources.filter(({ query }) => /\bwhat = message\b|\bouterMessage\b|, message\b/.test(query));
    expect(raw.length).toBeGreaterThan(1);
    const uncut = raw.filter(({ query }) => !query.includes(String.raw`@'(?i)(/Links/)[^/\s"?]+'`));
    expect([...paths, ...uncut].map(({ file, line }) => `${file}:${line}`)).toEqual([]);
  });

  it.each(seededFaults)('are refused for $fault', ({ file, text: exact, instead, finding }) => {
    const whole = text(file);
    expect(whole.split(exact)).toHaveLength(2);
    const findings = check(new Map([...files, [file, whole.replace(exact, () => instead)]]));
    expect(findings.join('\n')).toMatch(finding);
  });

  it('are refused where Bicep loads a query that does not exist', () => {
    const fewer = new Map([...files].filter(([file]) => file !== 'infra/queries/access-denied.kql'));
    expect(check(fewer)).toEqual([expect.stringContaining('there is no infra/queries/access-denied.kql to load')]);
  });

  it('are refused where nothing loads them', () => {
    const more = new Map([...files, ['infra/queries/forgotten.kql', 'requests\n| count\n']]);
    expect(check(more)).toEqual(['infra/queries/forgotten.kql:1: no Bicep file loads this query [kusto]']);
  });
});

describe('the workbook', () => {
  const workbook = workbookSchema.parse(JSON.parse(text('infra/workbook.json')));

  it('explains each event', () => {
    const meaning = workbook.items.find(({ name }) => name === 'meaning');
    const explained = [...JSON.stringify(meaning).matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, event]) => event);
    expect(explained).toEqual(expect.arrayContaining([...EVENTS]));
  });

  it('has every section to which its tiles and the alerts link', () => {
    const titles = workbook.items.flatMap((item) => ('title' in item.content ? [item.content.title] : []));
    const named = [...text('infra/workbook.json').matchAll(/'See: ([^']+)'/g)].map(([, title]) => title);
    expect(named.length).toBeGreaterThan(5);
    expect(titles).toEqual(expect.arrayContaining(named));

    const [alerts, deadLetters] = [text('infra/modules/alerts.bicep'), text('infra/modules/dead-letter-alert.bicep')];
    const advice = [...alerts.matchAll(/advice: '(.+)'/g), ...deadLetters.matchAll(/description: '(Events.+)'/g)];
    expect(advice).toHaveLength(8);
    const aimless = advice.filter(([, words = '']) => !titles.some((title) => title && words.includes(title)));
    expect(aimless).toEqual([]);
  });

  it('shows no tile without a status', () => {
    const states = [...text('infra/workbook.json').matchAll(/project place = \d/g)];
    expect(text('infra/workbook.json').match(/state = /g)).toHaveLength(states.length);
  });
});

function text(file: string): string {
  const content = files.get(file);
  if (content === undefined) throw new Error(`${file} is not there`);
  return content;
}
