/** What a value may be: the form that resource types, params and hand-written schemas share. */
export type Type =
  | { kind: 'any' }
  | { kind: 'string' | 'int' | 'bool' | 'object' | 'list' | 'null' }
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'union'; members: Type[] }
  | { kind: 'array'; item: Type }
  | { kind: 'record'; properties: ReadonlyMap<string, Property>; others: Type | undefined }
  | { kind: 'tagged'; by: string; variants: ReadonlyMap<string, Type> }
  /** Looked up when it is met, since types may hold themselves. */
  | { kind: 'named'; name: string; resolve: () => Type };

export interface Property {
  type: Type;
  isRequired: boolean;
  isReadOnly: boolean;
}

export const ANY: Type = { kind: 'any' };
export const STRING: Type = { kind: 'string' };

/** Follows names to what they stand for. */
export function resolved(type: Type): Exclude<Type, { kind: 'named' }> {
  let now = type;
  while (now.kind === 'named') now = now.resolve();
  return now;
}

export function describeType(type: Type): string {
  switch (type.kind) {
    case 'literal':
      return typeof type.value === 'string' ? `'${type.value}'` : String(type.value);
    case 'union':
      return type.members.map(describeType).join(' | ');
    case 'array':
      return `${describeType(type.item)}[]`;
    case 'named':
      return type.name;
    case 'record':
    case 'tagged':
      return 'object';
    case 'list':
      return 'array';
    default:
      return type.kind;
  }
}
