import type { BicepFile, Decorator, Expr, TypeSyntax } from '../bicep/syntax.js';
import { pathFrom, type Project } from '../project/project.js';
import { ANY, resolved, type Property, type Type } from './type.js';

/** What a param, output or `type` of a file declares, as the type that values are compared with. */
export function declaredType(syntax: TypeSyntax, file: BicepFile, project: Project): Type {
  const read = (one: TypeSyntax): Type => declaredType(one, file, project);
  switch (syntax.kind) {
    case 'name':
      return namedType(syntax.name, file, project);
    case 'literal':
      return syntax.value === null ? { kind: 'null' } : { kind: 'literal', value: syntax.value };
    case 'union':
      return {
        kind: 'union',
        members: syntax.members.map(read).flatMap((one) => (one.kind === 'union' ? one.members : one)),
      };
    case 'array':
      return { kind: 'array', item: read(syntax.item) };
    case 'nullable':
      return { kind: 'union', members: [read(syntax.of), { kind: 'null' }] };
    case 'object':
      return {
        kind: 'record',
        properties: new Map(
          syntax.properties.map(({ name, type, decorators }): [string, Property] => [
            name,
            { type: allowedOnly(read(type), decorators), isRequired: type.kind !== 'nullable', isReadOnly: false },
          ]),
        ),
        others: syntax.others === undefined ? undefined : read(syntax.others),
      };
    case 'unknown':
      return ANY;
  }
}

/** `@allowed([…])` is what came before unions of literals. */
export function allowedOnly(type: Type, decorators: readonly Decorator[]): Type {
  const [list] = decorators.find(({ name }) => name === 'allowed')?.args ?? [];
  if (list?.kind !== 'array') return type;
  const members = list.items.map(({ value }) => literalType(value));
  return type.kind === 'array' ? { kind: 'array', item: { kind: 'union', members } } : { kind: 'union', members };
}

function literalType(expr: Expr): Type {
  return expr.kind === 'literal' && expr.value !== null ? { kind: 'literal', value: expr.value } : ANY;
}

function namedType(name: string, file: BicepFile, project: Project): Type {
  switch (name) {
    case 'string':
    case 'int':
    case 'bool':
    case 'object':
      return { kind: name };
    case 'array':
      return { kind: 'list' };
    case 'secureString':
      return { kind: 'string' };
    case 'secureObject':
      return { kind: 'object' };
    default:
      return { kind: 'named', name, resolve: () => userType(name, file, project) };
  }
}

function userType(name: string, file: BicepFile, project: Project): Type {
  const here = file.types.find((one) => one.name === name);
  if (here !== undefined) return tagged(declaredType(here.type, file, project), here.decorators);
  for (const { names, from } of file.imports) {
    const other = project.files.get(pathFrom(file.path, from));
    const original = names.find((one) => one.as === name)?.name;
    const there = other?.types.find((one) => one.name === original);
    if (there !== undefined && other !== undefined)
      return tagged(declaredType(there.type, other, project), there.decorators);
  }
  return ANY;
}

/** `@discriminator('kind')` on a union of objects, each of which has a literal there. */
function tagged(type: Type, decorators: readonly Decorator[]): Type {
  const [by] = decorators.find(({ name }) => name === 'discriminator')?.args ?? [];
  if (by?.kind !== 'literal' || type.kind !== 'union') return type;
  const name = String(by.value);
  const variants = type.members.flatMap((member): [string, Type][] => {
    const record = resolved(member);
    const tag = record.kind === 'record' ? record.properties.get(name)?.type : undefined;
    return tag?.kind === 'literal' ? [[String(tag.value), record]] : [];
  });
  return { kind: 'tagged', by: name, variants: new Map(variants) };
}
