import type { BicepFile, Deployed, Expr, TypeSyntax } from './syntax.js';

/** The expressions right inside one, each with the names that are known there alone. */
export function insideOf(expr: Expr): { expr: Expr; names: string[] }[] {
  const plain = (...exprs: (Expr | undefined)[]): { expr: Expr; names: string[] }[] =>
    exprs.filter((one) => one !== undefined).map((one) => ({ expr: one, names: [] }));
  switch (expr.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'text':
      return plain(...expr.parts.filter((one) => typeof one !== 'string'));
    case 'object':
      return plain(...expr.members.flatMap((one) => ('spread' in one ? [one.spread] : [one.key, one.value])));
    case 'array':
      return plain(...expr.items.map(({ value }) => value));
    case 'call':
      return plain(expr.on, ...expr.args);
    case 'member':
    case 'child':
    case 'unary':
      return plain(expr.of);
    case 'index':
      return plain(expr.of, expr.at);
    case 'choice':
      return plain(expr.condition, expr.then, expr.otherwise);
    case 'binary':
      return plain(expr.left, expr.right);
    case 'lambda':
      return [{ expr: expr.body, names: expr.names }];
    case 'loop': {
      const names = [expr.loop.item, ...(expr.loop.index === undefined ? [] : [expr.loop.index])];
      const within = plain(expr.condition, expr.body).map((one) => ({ ...one, names }));
      return [...plain(expr.loop.in), ...within];
    }
  }
}

/** A resource or module as the one expression that it is: its body, repeated or on a condition. */
export function bodyOf({ loop, condition, body }: Deployed): Expr {
  const { line } = body;
  if (loop !== undefined) return { kind: 'loop', loop, condition, body, line };
  if (condition === undefined) return body;
  return { kind: 'choice', condition, then: body, otherwise: { kind: 'literal', value: null, line }, line };
}

/** Every outermost expression of a file. */
export function expressionsOf(file: BicepFile): { expr: Expr; names: string[] }[] {
  const decorated = [...file.params, ...file.variables, ...file.resources, ...file.modules, ...file.outputs];
  const exprs = [
    ...file.params.map((one) => one.default),
    ...[...file.variables, ...file.outputs].map(({ value }) => value),
    ...[...file.resources, ...file.modules].map(bodyOf),
    ...decorated.flatMap(({ decorators }) => decorators.flatMap(({ args }) => args)),
  ];
  return [
    ...exprs.filter((one) => one !== undefined).map((expr) => ({ expr, names: [] })),
    ...file.functions.map(({ body, params }) => ({ expr: body, names: params.map(({ name }) => name) })),
  ];
}

export function typesOf(file: BicepFile): TypeSyntax[] {
  return [
    ...[...file.params, ...file.outputs, ...file.types].map(({ type }) => type),
    ...file.variables.flatMap(({ type }) => type ?? []),
    ...file.functions.flatMap(({ params, returns }) => [...params.map(({ type }) => type), returns]),
  ];
}

/** Visits an expression and all inside it, with the names that loops and lambdas add on the way. */
export function visit(
  expr: Expr,
  names: readonly string[],
  seen: (expr: Expr, names: readonly string[]) => void,
): void {
  seen(expr, names);
  for (const inner of insideOf(expr)) visit(inner.expr, [...names, ...inner.names], seen);
}

export function visitType(type: TypeSyntax, seen: (type: TypeSyntax) => void): void {
  seen(type);
  const inner =
    type.kind === 'union'
      ? type.members
      : type.kind === 'array'
        ? [type.item]
        : type.kind === 'nullable'
          ? [type.of]
          : type.kind === 'object'
            ? [...type.properties.map((one) => one.type), ...(type.others === undefined ? [] : [type.others])]
            : [];
  for (const one of inner) visitType(one, seen);
}
