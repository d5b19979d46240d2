import ts from 'typescript';

/** A function as the code registers it. */
export interface Door {
  name: string;
  /** The method of `app` that registered it: `http`, `eventGrid`, `timer` … */
  trigger: string;
  route: string | undefined;
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
  return { name: name.text, trigger, route, isAnonymous: level === 'anonymous', hasOwnKey: level === 'function' };
}

function textOf(options: ts.Expression | undefined, name: string): string | undefined {
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return undefined;
  for (const property of options.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) continue;
    if (property.name.text === name && ts.isStringLiteral(property.initializer)) return property.initializer.text;
  }
  return undefined;
}
