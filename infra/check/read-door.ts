import ts from 'typescript';

/** A function as the code registers it. */
export interface Door {
  name: string;
  /** The method of `app` that registered it: `http`, `eventGrid`, `timer` … */
  trigger: string;
  route: string | undefined;
  /** Whether it answers `OPTIONS` and nothing else: the platform does that before anybody has to sign in. */
  isPreflight: boolean;
  isAnonymous: boolean;
  /** Whether it wants a function key whatever the settings say. */
  hasOwnKey: boolean;
}

/** Every `app.<trigger>('<name>', { … })` of a source file. Throws where a name is worked out, since nobody could check it. */
export function readDoor(path: string, text: string): Door[] {
  const doors: Door[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression: owner, name: trigger } = node.expression;
      if (ts.isIdentifier(owner) && owner.text === 'app') doors.push(toDoor(path, trigger.text, node.arguments));
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return doors;
}

function toDoor(path: string, trigger: string, [name, options]: ts.NodeArray<ts.Expression>): Door {
  if (name === undefined || !ts.isStringLiteral(name)) throw new Error(`${path}: the name of a function is not a text`);
  const route = textOf(options, 'route');
  const level = textOf(options, 'authLevel');
  return {
    name: name.text,
    trigger,
    route,
    isPreflight: textsOf(options, 'methods').join() === 'OPTIONS',
    isAnonymous: level === 'anonymous',
    hasOwnKey: level === 'function',
  };
}

function textOf(options: ts.Expression | undefined, name: string): string | undefined {
  const value = valueOf(options, name);
  return value !== undefined && ts.isStringLiteral(value) ? value.text : undefined;
}

function textsOf(options: ts.Expression | undefined, name: string): string[] {
  const value = valueOf(options, name);
  if (value === undefined || !ts.isArrayLiteralExpression(value)) return [];
  return value.elements.filter((one) => ts.isStringLiteral(one)).map(({ text }) => text);
}

function valueOf(options: ts.Expression | undefined, name: string): ts.Expression | undefined {
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
  for (const property of options.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) continue;
    if (property.name.text === name) return property.initializer;
  }
  return undefined;
}
