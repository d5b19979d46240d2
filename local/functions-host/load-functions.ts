import { indexFunctions } from './function-index.js';
import type { HostJson } from './host-json.js';
import { createHttpRoutes } from './http/http-routes.js';
import { defaultBodyLimitBytes } from './http/read-body.js';
import type { HostState } from './http/request-handler.js';
import { listFunctions, type ListedFunction } from './list-functions.js';
import type { RpcFunctionMetadata } from './rpc.js';

export interface LoadedFunctions {
  state: Omit<HostState, 'access' | 'invoke'>;
  listed: ListedFunction[];
  warnings: string[];
}

/** Builds the index, the routes and the list of the functions that an app registered. */
export function loadFunctions(
  registered: readonly RpcFunctionMetadata[],
  hostJson: HostJson,
  settings: Readonly<Record<string, string>>,
  url: string,
): LoadedFunctions {
  const isListed = (name: string): boolean => hostJson.functions?.includes(name) ?? true;
  const index = indexFunctions(registered, isListed, settings);
  const routes = createHttpRoutes(index.functions, hostJson.extensions.http.routePrefix);
  return {
    state: {
      routes,
      functions: index.functions,
      bodyLimitBytes: Number(settings['FUNCTIONS_REQUEST_BODY_SIZE_LIMIT']) || defaultBodyLimitBytes,
      hasHomePage: settings['AzureWebJobsDisableHomepage']?.toLowerCase() !== 'true',
    },
    listed: listFunctions(index.functions, routes.functions, url),
    warnings: [...index.warnings, ...routes.warnings].map((warning) => `[warn] ${warning}`),
  };
}
