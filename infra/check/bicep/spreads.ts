/** Stand-ins as long as `...`, so that offsets stay: a property in an object, an item of its own in an array. */
const STAND_IN = { '{': '_: ', '[': '0, ' };

/**
 * The grammar does not know `...other` in objects and arrays. Each is replaced by something that it does know, and where
 * they stood is remembered.
 */
export function markSpreads(text: string): { marked: string; spreads: Set<number> } {
  const spreads = new Set<number>();
  const open: string[] = [];
  let marked = text;
  for (let at = 0; at < text.length; at++) {
    const inString = open.at(-1) === "'";
    const char = text[at] ?? '';
    if (inString) {
      if (char === '\\') at++;
      else if (char === "'") open.pop();
      else if (text.startsWith('${', at)) {
        open.push('${');
        at++;
      }
    } else if (text.startsWith("'''", at)) at = endOf(text, "'''", at + 3) - 1;
    else if (text.startsWith('//', at)) at = endOf(text, '\n', at) - 1;
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at) - 1;
    else if ("'{[(".includes(char)) open.push(char);
    else if ('}])'.includes(char)) open.pop();
    else if (text.startsWith('...', at)) {
      spreads.add(at);
      marked = marked.slice(0, at) + (open.at(-1) === '[' ? STAND_IN['['] : STAND_IN['{']) + marked.slice(at + 3);
      at += 2;
    }
  }
  return { marked, spreads };
}

function endOf(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? text.length : at + end.length;
}
