import type { Expr, Member, ObjectExpr } from '../bicep/syntax.js';
import { checkPart, checkValue, type Fault } from './check-value.js';
import type { Scope } from './scope.js';
import type { Type } from './type.js';

/** An object against one type: undefined where the type is none of an object. */
export function checkObject(expr: ObjectExpr, type: Type, scope: Scope, isWhole: boolean): Fault[] | undefined {
  switch (type.kind) {
    case 'any':
    case 'object':
      return [];
    case 'record':
      return checkRecord(expr, type, scope, isWhole);
    case 'tagged':
      return checkTagged(expr, type, scope, isWhole);
    default:
      return undefined;
  }
}

function checkRecord(expr: ObjectExpr, type: Type & { kind: 'record' }, scope: Scope, isWhole: boolean): Fault[] {
  const faults = expr.members.flatMap((member) => {
    if ('spread' in member) return checkPart(member.spread, type, scope);
    const name = keyOf(member);
    if (name === undefined) return type.others === undefined ? [] : checkValue(member.value, type.others, scope);
    const property = type.properties.get(name);
    if (property?.isReadOnly === true) return [{ line: member.line, message: `${name} is read-only` }];
    const asked = property?.type ?? type.others;
    if (asked === undefined)
      return [{ line: member.line, message: unknownProperty(name, [...type.properties.keys()]) }];
    return checkValue(member.value, asked, scope).map((fault) => within(name, fault));
  });
  const written = expr.members.map(keyOf);
  if (!isWhole || written.includes(undefined)) return faults;
  const missing = [...type.properties].filter(([name, { isRequired }]) => isRequired && !written.includes(name));
  return [...faults, ...missing.map(([name]) => ({ line: expr.line, message: `${name} is missing` }))];
}

function checkTagged(
  expr: ObjectExpr,
  { by, variants }: Type & { kind: 'tagged' },
  scope: Scope,
  isWhole: boolean,
): Fault[] {
  const tag = expr.members.find((member) => keyOf(member) === by);
  if (tag === undefined || 'spread' in tag)
    return isWhole && expr.members.every(keyOf) ? [{ line: expr.line, message: `${by} is missing` }] : [];
  if (tag.value.kind !== 'literal') return [];
  const variant = variants.get(String(tag.value.value));
  if (variant === undefined) {
    const message = `${by} is none of ${[...variants.keys()].join(', ')}`;
    return [{ line: tag.line, message }];
  }
  return checkObject(expr, variant, scope, isWhole) ?? [];
}

/** The name of a property; undefined where it is only known when it is deployed, or where an object is spread. */
export function keyOf(member: Member): string | undefined {
  return 'spread' in member || member.key.kind !== 'literal' ? undefined : String(member.key.value);
}

export function valueOf(expr: ObjectExpr, name: string): Expr | undefined {
  for (const member of expr.members) if (!('spread' in member) && keyOf(member) === name) return member.value;
  return undefined;
}

function within(name: string, { line, message }: Fault): Fault {
  return { line, message: `${name}: ${message}` };
}

/** Azure does not mind the case of names, Bicep does. */
function unknownProperty(name: string, known: string[]): string {
  const meant = known.find((one) => one.toLowerCase() === name.toLowerCase());
  return `there is no property ${name}${meant === undefined ? '' : `; ${meant} is meant`}`;
}
