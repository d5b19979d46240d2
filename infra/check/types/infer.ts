import { BUILT_IN } from '../bicep/functions.js';
import type { Expr } from '../bicep/syntax.js';
import { pathFrom } from '../project/project.js';
import { inferName, resourceType } from './infer-name.js';
import { insideLoop, itemOf, withLocals, withoutNull, type Scope } from './scope.js';
import { ANY, STRING, type Property, type Type } from './type.js';
import { declaredType } from './declared-type.js';

/** The type of an expression as far as it is known; `any` where it is not, so that nobody is blamed without proof. */
export function inferType(expr: Expr, scope: Scope): Type {
  switch (expr.kind) {
    case 'literal':
      return expr.value === null ? { kind: 'null' } : { kind: 'literal', value: expr.value };
    case 'text':
      return STRING;
    case 'object':
      return inferObject(expr, scope);
    case 'array':
      if (expr.items.length === 0) return { kind: 'array', item: NOTHING };
      return { kind: 'array', item: unionOf(expr.items.map((one) => spreadItem(one, scope))) };
    case 'loop':
      return { kind: 'array', item: inferType(expr.body, insideLoop(expr.loop, scope)) };
    case 'name':
      return inferName(expr.name, scope);
    case 'child':
      return resourceType(
        scope.file.resources.find(({ name }) => name === expr.name),
        scope,
      );
    case 'member':
      return memberType(inferType(expr.of, scope), expr.name) ?? ANY;
    case 'index':
      return indexType(inferType(expr.of, scope), expr.at);
    case 'call':
      return inferCall(expr, scope);
    case 'choice':
      return unionOf([inferType(expr.then, scope), inferType(expr.otherwise, scope)]);
    case 'binary':
      if (expr.operator === '??')
        return unionOf([withoutNull(inferType(expr.left, scope)), inferType(expr.right, scope)]);
      return '+-*/%'.includes(expr.operator) ? { kind: 'int' } : { kind: 'bool' };
    case 'unary':
      return expr.operator === '!' ? { kind: 'bool' } : { kind: 'int' };
    case 'lambda':
      return ANY;
  }
}

/** The type behind `.name`; undefined where the type certainly has no such member. */
export function memberType(of: Type, name: string): Type | undefined {
  const whole = withoutNull(of);
  if (whole.kind === 'tagged') {
    const found = [...whole.variants.values()].map((one) => memberType(one, name)).filter((one) => one !== undefined);
    return found.length === 0 ? undefined : unionOf(found);
  }
  if (whole.kind !== 'record') return ['string', 'int', 'bool', 'array'].includes(whole.kind) ? undefined : ANY;
  return whole.properties.get(name)?.type ?? whole.others;
}

function indexType(of: Type, at: Expr): Type {
  const whole = withoutNull(of);
  if (whole.kind === 'array') return whole.item;
  return at.kind === 'literal' && typeof at.value === 'string' ? (memberType(whole, at.value) ?? ANY) : ANY;
}

function inferObject(expr: Expr & { kind: 'object' }, scope: Scope): Type {
  const properties = new Map<string, Property>();
  let others: Type | undefined;
  for (const member of expr.members) {
    if ('spread' in member || member.key.kind !== 'literal') others = ANY;
    else
      properties.set(String(member.key.value), {
        type: inferType(member.value, scope),
        isRequired: true,
        isReadOnly: false,
      });
  }
  return { kind: 'record', properties, others };
}

function spreadItem({ value, isSpread }: { value: Expr; isSpread: boolean }, scope: Scope): Type {
  return isSpread ? itemOf(inferType(value, scope)) : inferType(value, scope);
}

/** What an empty list holds: with it or without it, a choice is between the others. */
const NOTHING: Type = { kind: 'union', members: [] };

export function unionOf(all: Type[]): Type {
  const filled = all.filter((one) => one.kind !== 'array' || one.item !== NOTHING);
  const members = filled.length === 0 ? all : filled;
  const [only] = members;
  if (members.some(({ kind }) => kind === 'any') || only === undefined) return ANY;
  return members.length === 1 ? only : { kind: 'union', members };
}

function inferCall(expr: Expr & { kind: 'call' }, scope: Scope): Type {
  const [first, second] = expr.args;
  const list = first === undefined ? ANY : inferType(first, scope);
  switch (expr.name) {
    case 'filter':
    case 'sort':
      return withoutNull(list);
    case 'first':
    case 'last':
      return itemOf(list);
    case 'map':
      return { kind: 'array', item: second === undefined ? ANY : lambdaType(second, itemOf(list), scope) };
    case 'loadJsonContent':
      return loadedType(expr, scope);
    case 'split':
    case 'objectKeys':
      return { kind: 'array', item: STRING };
    default:
      break;
  }
  const own = scope.file.functions.find(({ name }) => name === expr.name);
  if (own !== undefined && expr.on === undefined) return declaredType(own.returns, scope.file, scope.project);
  const returns = BUILT_IN.get(expr.name)?.returns ?? 'any';
  return returns === 'object' ? ANY : { kind: returns };
}

/** A JSON file is read when the template is compiled, so what it holds is known. */
function loadedType({ args }: Expr & { kind: 'call' }, { project, file }: Scope): Type {
  const [path] = args;
  if (path?.kind !== 'literal' || args.length > 1) return ANY;
  const text = project.texts.get(pathFrom(file.path, String(path.value)));
  return text === undefined ? ANY : typeOfJson(JSON.parse(text));
}

function typeOfJson(value: unknown): Type {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'literal', value };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ANY;
  const properties = Object.entries(value).map(([name, one]): [string, Property] => [
    name,
    { type: typeOfJson(one), isRequired: true, isReadOnly: false },
  ]);
  return { kind: 'record', properties: new Map(properties), others: undefined };
}

function lambdaType(lambda: Expr, item: Type, scope: Scope): Type {
  if (lambda.kind !== 'lambda') return ANY;
  return inferType(lambda.body, withLocals(scope, [[lambda.names[0], item]]));
}
