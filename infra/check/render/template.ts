import type { BicepFile, Deployed } from '../bicep/syntax.js';
import { pathFrom, type Project } from '../project/project.js';
import { evaluate } from './evaluate.js';
import type { Instance } from './instance.js';
import { makeInstance } from './make-instance.js';
import { NotDeployable, type Value } from './value.js';

/** A file with values for its params: what one deployment makes of it. */
export interface Template {
  project: Project;
  file: BicepFile;
  /** Where it is, by symbols: `main/host`. */
  path: string;
  /** The id of the subscription or resource group that it is deployed to. */
  scopeId: string;
  params: ReadonlyMap<string, Value>;
  /** What its names came to so far. */
  known: Map<string, Value>;
}

/** What a name of the file stands for. */
export function lookUp(name: string, line: number, template: Template): Value {
  const before = template.known.get(name);
  if (before !== undefined) return before;
  const value = compute(name, line, template);
  template.known.set(name, value);
  return value;
}

function compute(name: string, line: number, template: Template): Value {
  const { file, params } = template;
  const is = (one: { name: string }): boolean => one.name === name;
  const param = file.params.find(is);
  if (param !== undefined) {
    const given = params.get(name);
    if (given !== undefined) return given;
    if (param.default !== undefined) return evaluate(param.default, { template, locals: new Map() });
    if (param.type.kind === 'nullable') return null;
    throw new NotDeployable(`param ${name} has no value`, file.path, param.line);
  }
  const variable = file.variables.find(is);
  if (variable !== undefined) return evaluate(variable.value, { template, locals: new Map() });
  const module = file.modules.find(is);
  if (module !== undefined) return repeat(module, template, (...place) => makeInstance({ module }, template, ...place));
  const resource = file.resources.find(is);
  if (resource !== undefined)
    return repeat(resource, template, (...place) => makeInstance({ resource }, template, ...place));
  const imported = file.imports.find(({ names }) => names.some((one) => one.as === name));
  const other = imported === undefined ? undefined : template.project.files.get(pathFrom(file.path, imported.from));
  const original = imported?.names.find((one) => one.as === name)?.name;
  const there = other?.variables.find((one) => one.name === original);
  if (other === undefined || there === undefined) throw new NotDeployable(`${name} is not declared`, file.path, line);
  return evaluate(there.value, { template: { ...template, file: other, known: new Map() }, locals: new Map() });
}

function repeat(
  { loop, name }: Deployed,
  template: Template,
  make: (locals: Map<string, Value>, path: string) => Instance,
): Value {
  if (loop === undefined) return make(new Map(), `${template.path}/${name}`);
  const list = evaluate(loop.in, { template, locals: new Map() });
  if (!Array.isArray(list)) throw new NotDeployable('what is repeated is no list', template.file.path, loop.in.line);
  return list.map((item, i) => {
    const locals = new Map<string, Value>([[loop.item, item]]);
    if (loop.index !== undefined) locals.set(loop.index, i);
    return make(locals, `${template.path}/${name}[${i}]`);
  });
}
