import { describeFinding } from '../../infra/check/finding.js';
import { checkedProject, type Checked } from './checked-project.js';
import { SEEDED_FAULTS } from './faults/all.js';
import { seed } from './faults/fault.js';

let checked: Checked;
beforeAll(async () => {
  checked = await checkedProject();
});

describe('the check of the infrastructure', () => {
  let found = 0;

  it.each(SEEDED_FAULTS)('finds $name ($rule)', (fault) => {
    const findings = checked.check(seed(checked.texts, fault));
    expect({ rules: findings.map(({ rule }) => rule), findings: findings.map(describeFinding) }).toMatchObject({
      rules: expect.arrayContaining([fault.rule]) as unknown,
    });
    found++;
  });

  it('is shown to fail in many ways', () => {
    process.stdout.write(`infrastructure: ${found} of ${SEEDED_FAULTS.length} seeded faults found\n`);
    expect(SEEDED_FAULTS.length).toBeGreaterThanOrEqual(100);
    expect(new Set(SEEDED_FAULTS.map(({ name }) => name)).size).toBe(SEEDED_FAULTS.length);
  });
});
