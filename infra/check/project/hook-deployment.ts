import type { Project } from './project.js';

/** A deployment that a hook makes with `az deployment group create`. */
export interface HookDeployment {
  /** The script. */
  path: string;
  line: number;
  template: string;
  /** What each param is given: the environment's variable, and what stands in where that is not set. */
  params: { name: string; variable: string | undefined; otherwise: string; line: number }[];
}

const SHELL = /^\$(?:\{(?<guarded>\w+)(?::-(?<otherwise>[^}]*))?\}|(?<plain>\w+))$/;
const POWERSHELL = /^\$env:(?<plain>\w+)$/;

export function hookDeployments(project: Project): HookDeployment[] {
  return [...project.texts].flatMap(([path, text]) => {
    const isPowerShell = path.endsWith('.ps1');
    const template = /--template-file\s+(\S+)/.exec(text)?.[1];
    if (template === undefined || !(isPowerShell || path.endsWith('.sh'))) return [];
    const lineAt = (index: number): number => text.slice(0, index).split('\n').length;
    const start = text.search(/--parameters\s/);
    const params = [...text.matchAll(/"(\w+)=([^"]*)"/g)]
      .filter(({ index }) => index > start)
      .map(({ index, 1: name = '', 2: value = '' }) => {
        const read = (isPowerShell ? POWERSHELL : SHELL).exec(isPowerShell ? expand(value, text) : value)?.groups;
        const variable = read?.['plain'] ?? read?.['guarded'];
        return { name, variable, otherwise: read?.['otherwise'] ?? '', line: lineAt(index) };
      });
    return [{ path, line: lineAt(start), template, params }];
  });
}

/** `$prefix`, where the script sets it from the environment. */
function expand(value: string, text: string): string {
  const [, local] = /^\$(\w+)$/.exec(value) ?? [];
  const [, variable] = new RegExp(`\\$${local ?? '-'} = if \\(\\$env:(\\w+)\\)`).exec(text) ?? [];
  return variable === undefined ? value : `$env:${variable}`;
}
