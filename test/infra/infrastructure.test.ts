import { describeFinding } from '../../infra/check/finding.js';
import { play } from '../../infra/check/scenarios/play.js';
import { SCENARIOS } from '../../infra/check/scenarios/scenarios.js';
import { checkedProject, type Checked } from './checked-project.js';

let checked: Checked;
beforeAll(async () => {
  checked = await checkedProject();
});

describe('the infrastructure', () => {
  it('has no faults that can be found without Azure', () => {
    expect(checked.check(checked.texts).map(describeFinding)).toEqual([]);
  });

  it('is followed through ways to deploy it that make every resource', () => {
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
