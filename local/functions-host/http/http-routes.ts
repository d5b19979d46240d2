import type { HostFunction } from '../function-index.js';
import { createRouteMatcher, type RouteMatcher, type RouteValues } from './route-matcher.js';
import { parseRouteTemplate } from './route-template.js';

export interface HttpFunction extends HostFunction {
  /** The template with the route prefix, as it is shown in the list of functions. */
  route: string;
  /** Upper case; empty for any method. */
  methods: string[];
  authLevel: 'anonymous' | 'function' | 'admin';
}

export interface HttpRoutes {
  functions: HttpFunction[];
  warnings: string[];
  /**
   * The first function, by name, whose method, path and constraints fit. More specific routes do not come first:
   * `x/{name}` of `awild` beats `x/lit` of `blit`.
   */
  find(method: string, segments: readonly string[]): { httpFunction: HttpFunction; params: RouteValues } | undefined;
}

/** Makes the routes of the HTTP functions among `functions`, which come sorted by name. */
export function createHttpRoutes(functions: readonly HostFunction[], routePrefix: string): HttpRoutes {
  const routes: { httpFunction: HttpFunction; match: RouteMatcher }[] = [];
  const warnings: string[] = [];
  for (const hostFunction of functions.filter(({ trigger }) => trigger.type.toLowerCase() === 'httptrigger')) {
    try {
      const httpFunction = toHttpFunction(hostFunction, routePrefix);
      refuseConflict(httpFunction, routes);
      routes.push({ httpFunction, match: createRouteMatcher(parseRouteTemplate(httpFunction.route)) });
    } catch (error) {
      warnings.push(`The '${hostFunction.name}' function is in error: ${(error as Error).message}`);
    }
  }
  return {
    functions: routes.map(({ httpFunction }) => httpFunction),
    warnings,
    find: (method, segments) => {
      for (const { httpFunction, match } of routes) {
        if (httpFunction.methods.length > 0 && !httpFunction.methods.includes(method)) continue;
        const params = match(segments);
        if (params) return { httpFunction, params };
      }
      return undefined;
    },
  };
}

function toHttpFunction(hostFunction: HostFunction, routePrefix: string): HttpFunction {
  const { route, methods, authLevel } = hostFunction.trigger;
  const own = (typeof route === 'string' && route.trim() !== '' ? route : hostFunction.name).replace(
    /^\/+|(?<!\/)\/+$/g,
    '',
  );
  // Any text counts, `admins` and `runtimes` too.
  if (/^(admin|runtime)/i.test(own)) {
    throw new Error('The specified route conflicts with one or more built in routes.');
  }
  return {
    ...hostFunction,
    route: [routePrefix.replace(/^\/+|(?<!\/)\/+$/g, ''), own].filter((part) => part !== '').join('/'),
    methods: Array.isArray(methods) ? methods.map((method) => String(method).toUpperCase()) : [],
    authLevel: toAuthLevel(authLevel),
  };
}

/** The library always says the level for `app.http`; a generic trigger without one gets the host's default. */
function toAuthLevel(level: unknown): HttpFunction['authLevel'] {
  const text = typeof level === 'string' ? level.toLowerCase() : 'function';
  return text === 'anonymous' || text === 'admin' ? text : 'function';
}

function refuseConflict({ route, methods }: HttpFunction, earlier: readonly { httpFunction: HttpFunction }[]): void {
  const rival = earlier.find(
    ({ httpFunction: other }) =>
      other.route.toLowerCase() === route.toLowerCase() &&
      (methods.length === 0 || other.methods.length === 0 || methods.some((method) => other.methods.includes(method))),
  );
  if (rival) {
    throw new Error(`The route specified conflicts with the route defined by function '${rival.httpFunction.name}'.`);
  }
}
