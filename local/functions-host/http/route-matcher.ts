import type { RouteParameter, RoutePart, RouteTemplate } from './route-template.js';

export type RouteValues = Record<string, string>;

/** Returns the URL-decoded route values of a path that matches, else undefined. */
export type RouteMatcher = (segments: readonly string[]) => RouteValues | undefined;

type SegmentMatcher = (segment: string, values: RouteValues) => boolean;

/** Compiles a template; its tests list the ASP.NET rules. */
export function createRouteMatcher(template: RouteTemplate): RouteMatcher {
  const last = soleParameter(template.at(-1));
  const catchAll = last?.catchAll ? last : undefined;
  const own = (catchAll ? template.slice(0, -1) : template).filter((parts) => parts.length > 0);
  const matchers = own.map(toSegmentMatcher);
  const parameters = template.flat().filter((part) => typeof part !== 'string');
  const required = 1 + own.findLastIndex((parts) => !canBeAbsent(parts));

  return (segments) => {
    if (segments.length < required || (!catchAll && segments.length > own.length)) return undefined;
    const values: RouteValues = {};
    for (const [index, matches] of matchers.entries()) {
      const segment = segments[index];
      if (segment !== undefined && !matches(segment, values)) return undefined;
    }
    if (catchAll && segments.length > own.length) values[catchAll.name] = segments.slice(own.length).join('/');
    const result: RouteValues = {};
    for (const { name, defaultValue, constraints } of parameters) {
      const value = values[name] ?? defaultValue;
      if (value === undefined || value === '') continue; // The constraints of an absent optional value do not count.
      if (!constraints.every((isSatisfied) => isSatisfied(value))) return undefined;
      result[name] = value;
    }
    return result;
  };
}

function soleParameter(parts: RoutePart[] | undefined): RouteParameter | undefined {
  const [part] = parts ?? [];
  return parts?.length === 1 && typeof part !== 'string' ? part : undefined;
}

function canBeAbsent(parts: RoutePart[]): boolean {
  const parameter = soleParameter(parts);
  return parameter !== undefined && (parameter.optional || parameter.defaultValue !== undefined);
}

function toSegmentMatcher(parts: RoutePart[]): SegmentMatcher {
  const parameter = soleParameter(parts);
  if (parameter) {
    return (segment, values) => {
      values[parameter.name] = segment;
      return segment !== ''; // An empty inner segment never matches.
    };
  }
  const [literal] = parts;
  if (parts.length === 1 && typeof literal === 'string') {
    const text = literal.toLowerCase();
    return (segment) => segment.length === literal.length && segment.toLowerCase() === text;
  }
  return toMixedMatcher(parts);
}

/** Matches literals and parameters in one segment. ASP.NET matches from the right, so the left parameters are greedy. */
function toMixedMatcher(parts: RoutePart[]): SegmentMatcher {
  const parameters = parts.filter((part) => typeof part !== 'string');
  const sources = parts.map((part) => (typeof part === 'string' ? part.replace(/[^\w]/g, '\\$&') : '(.+)'));
  const patterns = [new RegExp(`^${sources.join('')}$`, 'is')];
  const last = parts.at(-1);
  // `{file}.{extension?}`: the full stop is optional together with the extension.
  if (typeof last === 'object' && last.optional) patterns.push(new RegExp(`^${sources.slice(0, -2).join('')}$`, 'is'));
  return (segment, values) => {
    for (const pattern of patterns) {
      const match = pattern.exec(segment);
      if (!match) continue;
      for (const [index, { name }] of parameters.entries()) {
        const value = match[index + 1];
        if (value !== undefined) values[name] = value;
      }
      return true;
    }
    return false;
  };
}
