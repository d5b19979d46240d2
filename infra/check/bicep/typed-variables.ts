/** `var name type = …`, on one line: the type and the line that it stands on. */
export interface VariableType {
  name: string;
  type: string;
  line: number;
}

const TYPED = /^(var\s+(\w+)\s+)([^\s=][^=\n]*?)(\s*=)/;

/** The grammar does not know types of variables. They are taken out, and as many spaces left in their place. */
export function takeVariableTypes(text: string): { untyped: string; types: VariableType[] } {
  const types: VariableType[] = [];
  const lines = text.split('\n').map((line, i) =>
    line.replace(TYPED, (_, before: string, name: string, type: string, after: string) => {
      types.push({ name, type, line: i + 1 });
      return before + ' '.repeat(type.length) + after;
    }),
  );
  return { untyped: lines.join('\n'), types };
}
