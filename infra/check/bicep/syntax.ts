/** A Bicep file as the rules see it: declarations, types and expressions, each with its line (from 1). */
export interface BicepFile {
  path: string;
  targetScope: string;
  params: Param[];
  variables: Variable[];
  resources: Resource[];
  modules: Module[];
  outputs: Output[];
  types: TypeDeclaration[];
  functions: FunctionDeclaration[];
  imports: Import[];
}

export interface Decorator {
  name: string;
  args: Expr[];
}
interface Declared {
  name: string;
  line: number;
  decorators: Decorator[];
}
export interface Param extends Declared {
  type: TypeSyntax;
  default: Expr | undefined;
}
export interface Variable extends Declared {
  type: TypeSyntax | undefined;
  value: Expr;
}
export interface Output extends Declared {
  type: TypeSyntax;
  value: Expr;
}
export interface TypeDeclaration extends Declared {
  type: TypeSyntax;
}
export interface FunctionDeclaration extends Declared {
  params: { name: string; type: TypeSyntax }[];
  returns: TypeSyntax;
  body: Expr;
}
/** What resources and modules share: a body that may be repeated or left out. */
export interface Deployed extends Declared {
  loop: Loop | undefined;
  condition: Expr | undefined;
  body: ObjectExpr;
}
export interface Resource extends Deployed {
  type: string;
  apiVersion: string;
  isExisting: boolean;
  /** The symbol of the resource that this one is written in. */
  within: string | undefined;
}
export interface Module extends Deployed {
  path: string;
}
export interface Import {
  /** Names as the other file has them, and as this one calls them; `*` for all under one name. */
  names: { name: string; as: string }[];
  from: string;
  line: number;
}

export interface Loop {
  item: string;
  index: string | undefined;
  in: Expr;
}
export type Member = { key: Expr; value: Expr; line: number } | { spread: Expr; line: number };
export interface ObjectExpr {
  kind: 'object';
  members: Member[];
  line: number;
}

export type Expr =
  | ObjectExpr
  | { kind: 'literal'; value: string | number | boolean | null; line: number }
  | { kind: 'text'; parts: (string | Expr)[]; line: number }
  | { kind: 'array'; items: { value: Expr; isSpread: boolean }[]; line: number }
  | { kind: 'name'; name: string; line: number }
  | { kind: 'call'; on: Expr | undefined; name: string; args: Expr[]; line: number }
  | { kind: 'member'; of: Expr; name: string; isSafe: boolean; line: number }
  | { kind: 'index'; of: Expr; at: Expr; line: number }
  | { kind: 'child'; of: Expr; name: string; line: number }
  | { kind: 'choice'; condition: Expr; then: Expr; otherwise: Expr; line: number }
  | { kind: 'binary'; operator: string; left: Expr; right: Expr; line: number }
  | { kind: 'unary'; operator: string; of: Expr; line: number }
  | { kind: 'lambda'; names: string[]; body: Expr; line: number }
  | { kind: 'loop'; loop: Loop; condition: Expr | undefined; body: Expr; line: number };

export type TypeSyntax =
  | { kind: 'name'; name: string; line: number }
  | { kind: 'literal'; value: string | number | boolean | null; line: number }
  | { kind: 'union'; members: TypeSyntax[]; line: number }
  | { kind: 'array'; item: TypeSyntax; line: number }
  | { kind: 'nullable'; of: TypeSyntax; line: number }
  | { kind: 'object'; properties: TypeProperty[]; others: TypeSyntax | undefined; line: number }
  /** Something that the checker does not follow, such as a member of another type. */
  | { kind: 'unknown'; line: number };
export interface TypeProperty {
  name: string;
  type: TypeSyntax;
  line: number;
  decorators: Decorator[];
}
