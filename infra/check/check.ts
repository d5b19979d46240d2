import type { CodeFacts } from './code-facts.js';
import type { Finding } from './finding.js';
import { findBrokenPolicies, POLICY_NAMES } from './policies/all.js';
import type { Project } from './project/project.js';
import { findWrongAzureYaml } from './rules/azd.js';
import { findWrongValues } from './rules/declared-values.js';
import { findWrongHooks } from './rules/hooks.js';
import { findAskedKeys } from './rules/key-functions.js';
import { findUnknownMembers } from './rules/members.js';
import { findWrongModules } from './rules/modules.js';
import { findUnresolvedNames } from './rules/names.js';
import { findOrphans } from './rules/orphans.js';
import { findWrongParameterFiles } from './rules/parameter-files.js';
import { findWrongBodies } from './rules/resource-bodies.js';
import { findWrongRoleIds } from './rules/role-ids.js';
import { findLateValues } from './rules/start-values.js';
import { findUnused } from './rules/unused.js';
import { findWrongWorkflows, type LintWorkflow } from './rules/workflows.js';
import type { ResourceTypes } from './types/read-snapshot.js';

export interface Tools {
  resourceTypes: ResourceTypes;
  code: CodeFacts;
  lint: LintWorkflow;
}

type Find = (project: Project, tools: Tools) => readonly Finding[];

/** Each rule with what finds its faults. Those that have a name of their own in policies/ are not listed here. */
const RULES: readonly (readonly [rule: string, find: Find])[] = [
  ['syntax', ({ syntaxFindings }) => syntaxFindings],
  ['names', findUnresolvedNames],
  ['unused', findUnused],
  ['orphans', findOrphans],
  ['members', (project, { resourceTypes }) => findUnknownMembers(project, resourceTypes)],
  ['types', (project, { resourceTypes }) => findWrongValues(project, resourceTypes)],
  ['types', (project, { resourceTypes }) => findWrongBodies(project, resourceTypes)],
  ['modules', (project, { resourceTypes }) => findWrongModules(project, resourceTypes)],
  ['start', findLateValues],
  ['keys', findAskedKeys],
  ['parameters', findWrongParameterFiles],
  ['azd', findWrongAzureYaml],
  ['hooks', findWrongHooks],
  ['roles', findWrongRoleIds],
  ['workflows', (project, { lint }) => findWrongWorkflows(project, lint)],
];

export const RULE_NAMES: readonly string[] = [...new Set(RULES.map(([rule]) => rule)), 'scenarios', ...POLICY_NAMES];

/** Everything that can be found wrong with the infrastructure without Azure; by one rule only, where one is named. */
export function check(project: Project, tools: Tools, only?: string): Finding[] {
  const findings = RULES.filter(([rule]) => only === undefined || rule === only).flatMap(([, find]) =>
    find(project, tools),
  );
  const isPolicy = only === undefined || only === 'scenarios' || POLICY_NAMES.includes(only);
  if (isPolicy) findings.push(...findBrokenPolicies(project, tools.code, only));
  const seen = new Set<string>();
  return findings.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
}
