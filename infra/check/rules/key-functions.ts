import { isResourceFunction } from '../bicep/functions.js';
import { expressionsOf, visit } from '../bicep/walk.js';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';

/** No template asks for a key: with identities none is needed, and what is asked for lies in the history of deployments. */
export function findAskedKeys(project: Project): Finding[] {
  const findings: Finding[] = [];
  for (const file of project.files.values()) {
    for (const { expr, names } of expressionsOf(file)) {
      visit(expr, names, (one) => {
        if (one.kind === 'call' && one.name.startsWith('list') && isResourceFunction(one.name))
          findings.push({ file: file.path, line: one.line, rule: 'keys', message: `${one.name} asks for keys` });
      });
    }
  }
  return findings;
}
