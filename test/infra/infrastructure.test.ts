import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeFinding } from '../../infra/check/finding.js';
import { play } from '../../infra/check/scenarios/play.js';
import { SCENARIOS } from '../../infra/check/scenarios/scenarios.js';
import { snapshotFolder } from '../../infra/check/types/snapshot-file.js';
import { checkedProject, ROOT, type Checked } from './checked-project.js';

let checked: Checked;
beforeAll(async () => {
  checked = await checkedProject();
});

describe('the infrastructure', () => {
  it('has no faults that can be found without Azure', () => {
    expect(checked.check(checked.texts).map(describeFinding)).toEqual([]);
  });

  it.each([
    'infra/main.bicep',
    'infra/eventing.bicep',
    'infra/main.parameters.json',
    'azure.yaml',
    '.github/workflows/',
  ])('is incomplete without %s', (missing) => {
    const rest = new Map([...checked.texts].filter(([path]) => !path.startsWith(missing)));
    expect(checked.check(rest)).not.toEqual([]);
  });

  it('is compared with a snapshot of the types in use, and of no others', () => {
    const files = [...checked.project(checked.texts).files.values()];
    const used = new Set(files.flatMap(({ resources }) => resources.map(({ type }) => type)));
    const kept = readdirSync(snapshotFolder(ROOT)).map((name) => name.replace(/\.json$/, ''));
    expect(kept.filter((name) => ![...used].some((type) => type.replaceAll('/', '.') === name))).toEqual([]);
    const bytes = kept.map((name) => statSync(join(snapshotFolder(ROOT), `${name}.json`)).size);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(340_000);
  });

  it('is evaluated with parameters that deploy every resource', () => {
    const project = checked.project(checked.texts);
    const made = SCENARIOS.flatMap((scenario) => {
      const { played, findings } = play(project, scenario);
      expect(findings).toEqual([]);
      return [...(played?.main.resources ?? []), ...(played?.eventing.resources ?? [])];
    });
    const reached = new Set(made.map(({ file, line }) => `${file}:${line}`));
    const all = [...project.files.values()].flatMap(({ path, resources }) =>
      resources.map(({ line }) => `${path}:${line}`),
    );
    expect(all.filter((one) => !reached.has(one))).toEqual([]);
  });
});
