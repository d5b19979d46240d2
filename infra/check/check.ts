import type { CodeFacts } from './code-facts.js';
import type { Finding } from './finding.js';
import { findBrokenPolicies } from './policies/all.js';
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

/** Everything that can be found wrong with the infrastructure without Azure. */
export function check(project: Project, { resourceTypes, code, lint }: Tools): Finding[] {
  const findings = [
    ...project.syntaxFindings,
    ...findUnresolvedNames(project),
    ...findUnused(project),
    ...findOrphans(project),
    ...findUnknownMembers(project, resourceTypes),
    ...findWrongValues(project, resourceTypes),
    ...findWrongModules(project, resourceTypes),
    ...findWrongBodies(project, resourceTypes),
    ...findLateValues(project),
    ...findAskedKeys(project),
    ...findWrongParameterFiles(project),
    ...findWrongAzureYaml(project),
    ...findWrongHooks(project),
    ...findWrongRoleIds(project),
    ...findBrokenPolicies(project, code),
    ...findWrongWorkflows(project, lint),
  ];
  const seen = new Set<string>();
  return findings.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
}
