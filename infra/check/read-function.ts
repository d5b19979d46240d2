import ts from 'typescript';

/** A function as the code declares it. */
export interface DeclaredFunction {
  name: string;
  trigger: 'http' | 'eventGrid' | 'timer';
  route: string | undefined;
  /** Whether it answers `OPTIONS` and nothing else: the platform does that before a caller has to sign in. */
  isPreflight: boolean;
  isAnonymous: boolean;
  /** Whether it wants a function key whatever the settings say. */
  hasOwnKey: boolean;
}

const TRIGGERS = { httpFunction: 'http', eventFunction: 'eventGrid', timerFunction: 'timer' } as const;

/** Every `httpFunction({ … })` and its like in a source file. Throws for a computed name, which could not be compared. */
export function readFunctions(path: string, text: string): DeclaredFunction[] {
  const functions: DeclaredFunction[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text in TRIGGERS) {
      const trigger = TRIGGERS[node.expression.text as keyof typeof TRIGGERS];
      functions.push(toFunction(path, trigger, node.arguments[0]));
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return functions;
}

function toFunction(
  path: string,
  trigger: DeclaredFunction['trigger'],
  declared: ts.Expression | undefined,
): DeclaredFunction {
  const name = textOf(declared, 'name');
  if (name === undefined) throw new Error(`${path}: the name of a function is not a text`);
  const access = textOf(declared, 'access');
  return {
    name,
    trigger,
    route: textOf(declared, 'route'),
    isPreflight: textOf(declared, 'method') === 'OPTIONS',
    isAnonymous: access === 'anyone',
    hasOwnKey: access === 'operator-key' || access === 'admin-key',
  };
}

function textOf(declared: ts.Expression | undefined, name: string): string | undefined {
  if (declared === undefined || !ts.isObjectLiteralExpression(declared)) return undefined;
  for (const property of declared.properties) {
    if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) continue;
    if (property.name.text === name && ts.isStringLiteral(property.initializer)) return property.initializer.text;
  }
  return undefined;
}
