import type { Finding } from '../finding.js';
import { hookDeployments, type HookDeployment } from '../project/hook-deployment.js';
import type { Project } from '../project/project.js';

/** What azd sets in every environment. https://learn.microsoft.com/azure/developer/azure-developer-cli/manage-environment-variables */
const OF_AZD = ['AZURE_ENV_NAME', 'AZURE_LOCATION', 'AZURE_SUBSCRIPTION_ID', 'AZURE_TENANT_ID'];

/** Hooks give a template the params that it has, from variables that are there; and on every platform the same. */
export function findWrongHooks(project: Project): Finding[] {
  const deployments = hookDeployments(project);
  const kinds = ['.sh', '.ps1'].filter((kind) => !deployments.some(({ path }) => path.endsWith(kind)));
  const missing = kinds.map((kind) => ({
    file: 'azure.yaml',
    line: 1,
    rule: 'hooks',
    message: `no hook ends in ${kind} and deploys`,
  }));
  return [...missing, ...deployments.flatMap((one) => inDeployment(one, deployments, project))];
}

function inDeployment(hook: HookDeployment, all: HookDeployment[], project: Project): Finding[] {
  const at = (line: number, message: string): Finding => ({ file: hook.path, line, rule: 'hooks', message });
  const file = project.files.get(hook.template);
  if (file === undefined) return [at(hook.line, `${hook.template} is missing, or has faults of its own`)];
  const given = hook.params.map(({ name }) => name);
  const unknown = hook.params.filter(({ name }) => !file.params.some((param) => param.name === name));
  const missing = file.params.filter((param) => param.default === undefined && !given.includes(param.name));
  const others = all.filter(({ template }) => template === hook.template).flatMap(({ params }) => params);
  const different = others.filter(
    (other) => !hook.params.some(({ name, variable }) => name === other.name && variable === other.variable),
  );
  return [
    ...unknown.map(({ name, line }) => at(line, `${hook.template} has no param ${name}`)),
    ...missing.map(({ name }) => at(hook.line, `${name} of ${hook.template} is not given`)),
    ...different.map(({ name }) => at(hook.line, `${name} is given in another way on another platform`)),
    ...unsetVariables(hook, project).map(([name, line]) => at(line, `nothing sets ${name}`)),
  ];
}

/** Outputs of main.bicep become variables. Others may be set by the user: the shell's script has a value in their place. */
function unsetVariables(hook: HookDeployment, project: Project): [string, number][] {
  const outputs = project.files.get('infra/main.bicep')?.outputs.map(({ name }) => name) ?? [];
  const text = project.texts.get(hook.path) ?? '';
  const optional = new Set(
    [...project.texts.values()].flatMap((one) => [...one.matchAll(/\$\{(\w+):[-+]/g)].map(([, name = '']) => name)),
  );
  return [...text.matchAll(/\$(?:env:|\{)?([A-Z][A-Z0-9_]+)\b/g)]
    .map(({ 1: name = '', index }): [string, number] => [name, text.slice(0, index).split('\n').length])
    .filter(([name]) => ![...OF_AZD, ...outputs].includes(name) && !optional.has(name) && name !== 'LASTEXITCODE');
}
