import { z } from 'zod';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';

const parameterFile = z.object({ parameters: z.record(z.string(), z.object({ value: z.unknown() })) });

/** A `x.parameters.json` names params of `x.bicep`, all of them: azd sets no other. */
export function findWrongParameterFiles(project: Project): Finding[] {
  return [...project.texts].flatMap(([path, text]) => {
    if (!path.endsWith('.parameters.json')) return [];
    const at = (message: string, line = 1): Finding => ({ file: path, line, rule: 'parameters', message });
    const file = project.files.get(path.replace(/\.parameters\.json$/, '.bicep'));
    if (file === undefined) return [at('there is no Bicep file that it is for')];
    const read = parameterFile.safeParse(parsed(text));
    if (!read.success) return [at('is no parameter file')];
    const given = Object.keys(read.data.parameters);
    const lineOf = (name: string): number => text.slice(0, text.indexOf(`"${name}"`)).split('\n').length;
    const unknown = given.filter((name) => !file.params.some((param) => param.name === name));
    const missing = file.params.filter(
      (param) => param.default === undefined && param.type.kind !== 'nullable' && !given.includes(param.name),
    );
    const unset = file.params.filter((param) => !given.includes(param.name) && !missing.includes(param));
    const variables = [...text.matchAll(/\$\{(\w+)/g)].map(([, variable = '']) => variable);
    const explained = project.texts.get('infra/README.md') ?? '';
    return [
      ...variables
        .filter((variable, i) => variables.indexOf(variable) < i)
        .map((variable) => at(`${variable} sets two params`)),
      ...variables
        .filter((variable) => !explained.includes(`\`${variable}\``))
        .map((variable) => at(`infra/README.md says nothing of ${variable}`)),
      ...unset.map(({ name }) => at(`nobody can set ${name}`)),
      ...unknown.map((name) => at(`${file.path} has no param ${name}`, lineOf(name))),
      ...missing.map(({ name }) => at(`${name} is missing`)),
    ];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
