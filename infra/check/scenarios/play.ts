import type { Finding } from '../finding.js';
import { hookDeployments } from '../project/hook-deployment.js';
import type { Project } from '../project/project.js';
import { render, type Deployment } from '../render/render.js';
import { NotDeployable, textOf, type ValueObject } from '../render/value.js';
import { DEPLOYED_TO, type Scenario } from './scenarios.js';

/** What a scenario comes to: the infrastructure, and then the subscriptions, with what the hook gives them. */
export interface Played {
  scenario: Scenario;
  main: Deployment;
  eventing: Deployment;
}

export function play(project: Project, scenario: Scenario): { played?: Played; findings: Finding[] } {
  const main = project.files.get('infra/main.bicep');
  const eventing = project.files.get('infra/eventing.bicep');
  const hook = hookDeployments(project).find(({ template }) => template === eventing?.path);
  // The rules about names and hooks say what is wrong with those.
  if (main === undefined || eventing === undefined || hook === undefined) return { findings: [] };
  try {
    const made = render(project, main, scenario.params, DEPLOYED_TO);
    const variables: ValueObject = { ...variablesOf(project, scenario), ...made.outputs };
    const given = hook.params.map(({ name, variable = '', otherwise }): [string, string] => {
      const value = textOf(variables[variable] ?? '');
      return [name, value === '' ? otherwise : value];
    });
    const group = `${DEPLOYED_TO}/resourceGroups/${textOf(variables['AZURE_RESOURCE_GROUP'] ?? '')}`;
    const subscribed = render(project, eventing, Object.fromEntries(given), group);
    return { played: { scenario, main: made, eventing: subscribed }, findings: [] };
  } catch (error) {
    if (!(error instanceof NotDeployable)) throw error;
    const { file, line, message } = error;
    return { findings: [{ file, line, rule: 'scenarios', message: `${scenario.name}: ${message}` }] };
  }
}

/** The azd environment that leads to the scenario: main.parameters.json says which variable sets which param. */
function variablesOf(project: Project, { params, variables }: Scenario): ValueObject {
  const text = project.texts.get('infra/main.parameters.json') ?? '';
  const named = [...text.matchAll(/"(\w+)":\s*\{\s*"value":\s*"\$\{(\w+)/g)];
  const set = named.flatMap(([, param = '', variable = '']): [string, string][] => {
    const value = params[param];
    return value === undefined ? [] : [[variable, textOf(value)]];
  });
  return { ...Object.fromEntries(set), ...variables };
}
