import { indexFunctions } from '../../../local/functions-host/function-index.js';
import { createHttpRoutes } from '../../../local/functions-host/http/http-routes.js';
import type { RpcFunctionMetadata } from '../../../local/functions-host/rpc.js';
import { aRegistration } from './function-fixtures.js';

function routesOf(registered: RpcFunctionMetadata[], prefix = 'api') {
  return createHttpRoutes(indexFunctions(registered, () => true, {}).functions, prefix);
}

const http = (name: string, route?: string, methods = ['GET']) =>
  aRegistration(name, 'httpTrigger', { route, methods });

describe('HTTP routes', () => {
  it('try functions by name, not by how specific a route is', () => {
    const routes = routesOf([http('blit', 'x/lit'), http('Awild', 'x/{name}')]);
    expect(routes.find('GET', ['api', 'x', 'lit'])).toMatchObject({
      httpFunction: { name: 'Awild' },
      params: { name: 'lit' },
    });
  });

  it('continue with the next function when method or constraint do not match', () => {
    const routes = routesOf([http('a', 'x/{id:int}'), http('b', 'x/{id}', ['POST']), http('c', 'x/{id}')]);
    expect(routes.find('GET', ['api', 'x', '7'])?.httpFunction.name).toBe('a');
    expect(routes.find('GET', ['api', 'x', 'y'])?.httpFunction.name).toBe('c');
    expect(routes.find('POST', ['api', 'x', 'y'])?.httpFunction.name).toBe('b');
  });

  it('do not map HEAD or OPTIONS to other methods', () => {
    const routes = routesOf([http('a', 'x')]);
    expect(routes.find('HEAD', ['api', 'x'])).toBeUndefined();
    expect(routes.find('OPTIONS', ['api', 'x'])).toBeUndefined();
  });

  it('accept any method when the trigger names none', () => {
    const routes = routesOf([aRegistration('a', 'httpTrigger')]);
    expect(routes.find('PROPFIND', ['api', 'a'])?.httpFunction.name).toBe('a');
  });

  it('default to the function name, under the route prefix', () => {
    expect(routesOf([http('listThings')]).functions[0]?.route).toBe('api/listThings');
    expect(routesOf([http('listThings')], '').functions[0]?.route).toBe('listThings');
    expect(routesOf([http('listThings', 'a/b')], '/v1/').functions[0]?.route).toBe('v1/a/b');
  });

  it('leave out the later of two functions that share a route and a method', () => {
    const { functions, warnings } = routesOf([
      http('b', 'X/{id}', ['GET', 'POST']),
      http('a', 'x/{id}', ['GET']),
      http('c', 'x/{id}', ['PUT']),
    ]);
    expect(functions.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(warnings).toEqual([expect.stringMatching(/'b' function is in error.*conflicts.*'a'/)]);
  });

  it.each(['admin', 'Admins/x', 'runtime/y', '/runtimes'])('refuse the reserved route %s', (route) => {
    const { functions, warnings } = routesOf([http('a', route)]);
    expect(functions).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('built in routes')]);
  });

  it('leave out a function with an unreadable template', () => {
    const { functions, warnings } = routesOf([http('a', 'x/{id:nosuch}'), http('b', 'y')]);
    expect(functions.map(({ name }) => name)).toEqual(['b']);
    expect(warnings).toEqual([expect.stringContaining("'nosuch'")]);
  });

  it.each([
    [undefined, 'function'],
    ['anonymous', 'anonymous'],
    ['Admin', 'admin'],
  ])('read the level %s as %s', (authLevel, expected) => {
    const { functions } = routesOf([aRegistration('a', 'httpTrigger', { authLevel })]);
    expect(functions[0]?.authLevel).toBe(expected);
  });
});
