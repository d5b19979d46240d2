import { comparedWith, eventsAskedFor } from './events-asked-for.js';
import { CONVERSIONS, EVENTS, OUTCOMES, typeOfField } from './log-lines.js';
import { LINE_COLUMN, type Scope } from './tables.js';
import { callAround, descendants, ofKind, type KustoNode } from './tree.js';

/** Comparisons under which a misspelt event would not be noticed. */
const LOOSE = /(Has|Contains|StartsWith|EndsWith|MatchesRegex|Tilde|Cs).*Expression$/;

interface Problem {
  offset: number;
  message: string;
}

/**
 * Log lines are read in one way, so that it can be checked which fields a query uses of which events:
 * `extend line = parse_json(message)`, then `where tostring(line.event) == '…'`, and each field in a conversion that fits it.
 */
export function checkLines(root: KustoNode, scope: Scope): Problem[] {
  return [...checkParsing(root, scope), ...checkFields(root), ...checkEvents(root), ...checkOutcomes(root)];
}

function checkParsing(root: KustoNode, scope: Scope): Problem[] {
  const wanted = `line = parse_json(${LINE_COLUMN[scope]})`;
  return ofKind(root, 'FunctionCallExpression')
    .filter(({ children }) =>
      ['parse_json', 'todynamic', 'extract_json', 'extractjson'].includes(children[0]?.name ?? ''),
    )
    .filter(({ parent }) => parent?.text !== wanted)
    .map(({ start }) => ({ offset: start, message: `a log line is read by \`extend ${wanted}\` and nothing else` }));
}

function checkFields(root: KustoNode): Problem[] {
  return ofKind(root, 'PathExpression', 'ElementExpression')
    .filter(({ children }) => children[0]?.name === 'line')
    .flatMap((access) => {
      const field = access.kind === 'PathExpression' ? access.children[2]?.name : undefined;
      if (field === undefined) return [{ offset: access.start, message: 'a field is named as `line.field`' }];
      const events = eventsAskedFor(access);
      const type = typeOfField(field, events);
      if (type === undefined) {
        const writers = events.length === EVENTS.length ? 'no event' : `none of ${events.join(', ')}`;
        return [{ offset: access.start, message: `${writers} has a field \`${field}\`` }];
      }
      return fits(access, type) ? [] : [{ offset: access.start, message: misfit(field, type) }];
    });
}

function fits(access: KustoNode, type: string): boolean {
  const call = callAround(access);
  if (call?.position === 0 && CONVERSIONS[type]?.includes(call.name) === true) return true;
  const isExpanded =
    access.parent?.parent?.kind === 'MvExpandExpression' || access.parent?.kind === 'MvExpandExpression';
  return type === 'dynamic' && isExpanded;
}

function misfit(field: string, type: string): string {
  const conversions = [...(CONVERSIONS[type] ?? []), ...(type === 'dynamic' ? ['mv-expand'] : [])];
  return `\`line.${field}\` is a ${type}: it needs ${conversions.join(' or ')}`;
}

function checkEvents(root: KustoNode): Problem[] {
  const unknown = comparedWith(root, 'event')
    .filter(({ value }) => !EVENTS.includes(value))
    .map(({ value, start }) => ({ offset: start, message: `the code logs no event \`${value}\`` }));
  const loose = [...descendants(root)]
    .filter(({ kind, children }) => LOOSE.test(kind) && children[0]?.text === 'tostring(line.event)')
    .map(({ start }) => ({ offset: start, message: 'an event is asked for with `==` or `in`' }));
  return [...unknown, ...loose];
}

function checkOutcomes(root: KustoNode): Problem[] {
  const known: Partial<Record<string, readonly string[]>> = OUTCOMES;
  return [...descendants(root)]
    .filter(({ kind }) => /^(Not)?(Equal|In)Expression$/.test(kind))
    .flatMap((comparison) => {
      const possible = eventsAskedFor(comparison).flatMap((event) => known[event] ?? []);
      return comparedWith(comparison, 'outcome')
        .filter(({ value }) => !possible.includes(value))
        .map(({ value, start }) => ({ offset: start, message: `there is no outcome \`${value}\` here` }));
    });
}
