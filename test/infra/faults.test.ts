import { RULE_NAMES } from '../../infra/check/check.js';
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
    expect(checked.check(seed(checked.texts, fault), fault.rule)).toContainEqual(
      expect.objectContaining({ rule: fault.rule }),
    );
    found++;
  });

  it('has many faults to find', () => {
    process.stdout.write(`infrastructure: ${found} of ${SEEDED_FAULTS.length} seeded faults found\n`);
    expect(new Set(SEEDED_FAULTS.map(({ rule }) => rule))).toEqual(new Set(RULE_NAMES));
    expect(SEEDED_FAULTS.length).toBeGreaterThanOrEqual(100);
    expect(new Set(SEEDED_FAULTS.map(({ name }) => name)).size).toBe(SEEDED_FAULTS.length);
  });
});
