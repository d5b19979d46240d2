import type { BicepFile, Loop } from '../bicep/syntax.js';
import type { Project } from '../project/project.js';
import { inferType } from './infer.js';
import type { ResourceTypes } from './read-snapshot.js';
import { ANY, resolved, type Type } from './type.js';

/** What an expression can refer to, where it stands. */
export interface Scope {
  project: Project;
  file: BicepFile;
  resourceTypes: ResourceTypes;
  /** What loops and lambdas name. */
  locals: ReadonlyMap<string, Type>;
}

export function withLocals(scope: Scope, added: [string | undefined, Type][]): Scope {
  const named = added.filter((one): one is [string, Type] => one[0] !== undefined);
  return { ...scope, locals: new Map([...scope.locals, ...named]) };
}

export function insideLoop({ item, index, in: list }: Loop, scope: Scope): Scope {
  return withLocals(scope, [
    [item, itemOf(inferType(list, scope))],
    [index, { kind: 'int' }],
  ]);
}

export function itemOf(type: Type): Type {
  const list = withoutNull(type);
  return list.kind === 'array' ? list.item : ANY;
}

/** What is left when it is there: a nullable type of one kind becomes that kind. */
export function withoutNull(type: Type): Exclude<Type, { kind: 'named' }> {
  const whole = resolved(type);
  if (whole.kind !== 'union') return whole;
  const members = whole.members.map(resolved).filter(({ kind }) => kind !== 'null');
  const [only] = members;
  return members.length === 1 && only !== undefined ? withoutNull(only) : { kind: 'union', members };
}
