import { toConstraint, type Constraint } from './route-constraints.js';

export interface RouteParameter {
  name: string;
  optional: boolean;
  catchAll: boolean;
  defaultValue: string | undefined;
  constraints: Constraint[];
}

/** A part of a segment: literal text or a parameter. */
export type RoutePart = string | RouteParameter;

/** The parts of each segment; `a-{x}.{y}` is one segment of four parts. */
export type RouteTemplate = RoutePart[][];

/**
 * Parses an ASP.NET Core route template (https://learn.microsoft.com/aspnet/core/fundamentals/routing).
 * Throws an error that says what is wrong when ASP.NET would reject it.
 */
export function parseRouteTemplate(template: string): RouteTemplate {
  const segments = split(template.replace(/^~?\/|\/$/g, ''));
  const names = new Set<string>();
  for (const [index, parts] of segments.entries()) {
    if (parts.length === 0 && segments.length > 1) throw new Error(`The route '${template}' has an empty segment.`);
    for (const part of parts) {
      if (typeof part === 'string') continue;
      const name = part.name.toLowerCase();
      if (names.has(name)) throw new Error(`The route parameter '${part.name}' appears more than once.`);
      names.add(name);
      if (part.catchAll && (index < segments.length - 1 || parts.length > 1)) {
        throw new Error(`The catch-all parameter '${part.name}' must be the last segment of the route.`);
      }
    }
  }
  return segments;
}

/** Splits at slashes outside braces; `{{` and `}}` are escaped braces. A parameter has at most 200 characters. */
function split(template: string): RouteTemplate {
  const segments: RouteTemplate = [[]];
  for (const [token, parameter] of template.matchAll(
    /\{((?:[^{}]|\{\{|\}\}){1,200})\}(?!\})|\/|(?:[^{}/]|\{\{|\}\})+|[{}]/g,
  )) {
    const segment = segments.at(-1) ?? [];
    if (parameter !== undefined) segment.push(parseParameter(unescape(parameter)));
    else if (token === '/') segments.push([]);
    else if (token === '{' || token === '}') throw new Error(`The route '${template}' has an unmatched brace.`);
    else segment.push(unescape(token));
  }
  return segments;
}

const parameterShape = /^(\*{0,2})([^:=?*/]+)((?::\w+(?:\([^]*?\)(?=[:=?]|$))?)*)((?:=[^]*|\?)?)$/;

/** `*name`, `name:constraint(argument):…=default`, `name?`. */
function parseParameter(text: string): RouteParameter {
  const [, stars, name, inline, tail] = parameterShape.exec(text) ?? [];
  if (!name) throw new Error(`The route parameter '{${text}}' is not valid.`);
  return {
    name,
    optional: tail === '?',
    catchAll: stars !== '',
    defaultValue: tail?.startsWith('=') ? tail.slice(1) : undefined,
    constraints: parseConstraints(inline ?? ''),
  };
}

/** An argument ends at a parenthesis before a colon or the end, so patterns may contain parentheses. */
function parseConstraints(inline: string): Constraint[] {
  return [...inline.matchAll(/:(\w+)(?:\(([^]*?)\)(?=:|$))?/g)].map(([, name = '', argument]) =>
    toConstraint(name, argument),
  );
}

function unescape(text: string): string {
  return text.replaceAll('{{', '{').replaceAll('}}', '}');
}
