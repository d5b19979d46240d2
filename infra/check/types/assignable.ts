import { resolved, type Type } from './type.js';

/** Whether a value of one type may stand where the other is asked for. In doubt it may; null always may. */
export function isAssignable(from: Type, to: Type): boolean {
  const [given, asked] = [resolved(from), resolved(to)];
  if (given.kind === 'any' || asked.kind === 'any' || given.kind === 'null') return true;
  if (given.kind === 'union') return given.members.every((one) => isAssignable(one, asked));
  if (given.kind === 'literal' && typeof given.value === 'string' && asked.kind === 'union')
    return isNamed(given.value, asked);
  if (asked.kind === 'union') return asked.members.some((one) => isAssignable(given, one));
  switch (asked.kind) {
    case 'literal':
      return given.kind === 'literal' ? given.value === asked.value : given.kind === primitiveOf(asked.value);
    case 'string':
    case 'int':
    case 'bool':
      return given.kind === asked.kind || (given.kind === 'literal' && primitiveOf(given.value) === asked.kind);
    case 'object':
      return ['object', 'record', 'tagged'].includes(given.kind);
    case 'list':
      return given.kind === 'list' || given.kind === 'array';
    case 'array':
      return given.kind === 'list' || (given.kind === 'array' && isAssignable(given.item, asked.item));
    case 'record':
    case 'tagged':
      return isAssignableObject(given, asked);
    case 'null':
      return false;
  }
}

/**
 * A list of names that ends in `string` stays open for names to come. A literal that is not on the list is more likely
 * misspelt, so it does not pass.
 */
function isNamed(value: string, { members }: Type & { kind: 'union' }): boolean {
  const names = members.map(resolved).filter((one) => one.kind === 'literal');
  if (names.length > 0) return names.some((one) => one.value === value);
  return members.some((one) => isAssignable({ kind: 'literal', value }, one));
}

export function primitiveOf(value: string | number | boolean): 'string' | 'int' | 'bool' {
  if (typeof value === 'string') return 'string';
  return typeof value === 'number' ? 'int' : 'bool';
}

function isAssignableObject(given: Type, asked: Type): boolean {
  if (given.kind !== 'record' || asked.kind !== 'record') return ['object', 'record', 'tagged'].includes(given.kind);
  return [...asked.properties].every(([name, { type, isRequired }]) => {
    const property = given.properties.get(name);
    if (property === undefined) return !isRequired || given.others !== undefined;
    return isAssignable(property.type, type);
  });
}
