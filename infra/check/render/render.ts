import type { BicepFile } from '../bicep/syntax.js';
import type { Project } from '../project/project.js';
import { evaluate } from './evaluate.js';
import type { Instance } from './instance.js';
import { fullName } from './make-instance.js';
import { lookUp, type Template } from './template.js';
import { isInstance, type Value, type ValueObject } from './value.js';

/** One resource as it would be sent to Azure. */
export interface Rendered {
  type: string;
  id: string;
  name: string;
  body: ValueObject;
  isExisting: boolean;
  /** Where it is, by symbols: `main/host/account`. */
  path: string;
  file: string;
  line: number;
}
export interface Deployment {
  resources: Rendered[];
  outputs: ValueObject;
  /** What each template, modules too, leaves in the history of deployments for all to read. */
  allOutputs: { file: string; outputs: ValueObject }[];
}

/** What a file deploys with these params. Throws `NotDeployable` where it would be refused. */
export function render(project: Project, file: BicepFile, params: ValueObject, scopeId: string): Deployment {
  const path = file.path.replace(/^.*\/|\.bicep$/g, '');
  const template = { project, file, path, scopeId, params: new Map(Object.entries(params)), known: new Map() };
  const templates = templatesIn(template);
  return {
    resources: templates.flatMap(({ instances }) => instances.flatMap(toRendered)),
    outputs: outputsOf(template),
    allOutputs: templates.map((one) => ({ file: one.template.file.path, outputs: outputsOf(one.template) })),
  };
}

/** A template and those of its modules, each with what it deploys. */
function templatesIn(template: Template): { template: Template; instances: Instance[] }[] {
  const { file } = template;
  const instances = [...file.resources, ...file.modules]
    .flatMap(({ name, line }) => lookUp(name, line, template))
    .filter((one): one is Instance => isInstance(one) && one.isDeployed);
  const inner = instances.map((one) => one.template()).filter((one) => one !== undefined);
  return [{ template, instances }, ...inner.flatMap(templatesIn)];
}

function toRendered(instance: Instance): Rendered[] {
  if (!('resource' in instance.of)) return [];
  const declared = instance.of.resource;
  const rendered = {
    type: declared.type,
    id: instance.id(),
    name: fullName(declared, instance),
    body: instance.body(),
    isExisting: declared.isExisting,
    path: instance.path,
    file: instance.in.file.path,
    line: declared.line,
  };
  return [rendered];
}

function outputsOf(template: Template): ValueObject {
  const entries = template.file.outputs.map(({ name, value }): [string, Value] => [
    name,
    evaluate(value, { template, locals: new Map() }),
  ]);
  return Object.fromEntries(entries);
}
