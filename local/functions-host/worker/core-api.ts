import { Module } from 'node:module';
import {
  hookNames,
  type AppContext,
  type Callback,
  type WorkerLog,
  type HookName,
  type ProgrammingModel,
} from './app-context.js';
import { systemError } from './core-errors.js';
import { Disposable } from './disposable.js';
import type { RpcFunctionMetadata, RpcLogCategory, RpcLogLevel } from '../rpc.js';

/** The version of the real worker that this one imitates; `log` hooks need 3.10. */
const workerVersion = '3.12.0';

/** The module `@azure/functions-core`, through which `@azure/functions` reaches its worker. */
export function createCoreApi(app: AppContext, hostVersion: string, log: WorkerLog) {
  return {
    version: workerVersion,
    hostVersion,
    Disposable,
    log: (level: RpcLogLevel, category: RpcLogCategory, message: string) => {
      log(level, category, message);
    },
    setProgrammingModel: (model: ProgrammingModel) => {
      app.programmingModel = model;
    },
    getProgrammingModel: () => app.programmingModel,
    registerFunction: (metadata: RpcFunctionMetadata, callback: Callback) => registerFunction(app, metadata, callback),
    registerHook: (name: string, callback: Callback) => registerHook(app, name, callback),
  };
}

function registerFunction(app: AppContext, metadata: RpcFunctionMetadata, callback: Callback): Disposable {
  if (app.locked) throw systemError(new Error('A function can only be registered during app startup.'));
  const id = metadata.functionId ?? metadata.name;
  if (app.functions.has(id)) {
    throw systemError(new Error(`A function named "${metadata.name}" is registered twice; names must be unique.`));
  }
  app.functions.set(id, { metadata: { ...metadata, functionId: id }, callback });
  return new Disposable(() => {
    if (app.locked) throw systemError(new Error('A function can only be disposed during app startup.'));
    app.functions.delete(id);
  });
}

function registerHook(app: AppContext, name: string, callback: Callback): Disposable {
  if (!isHookName(name)) throw systemError(new RangeError(`Unrecognized hook "${name}".`));
  const hooks = app.hooks[name];
  hooks.push(callback);
  return new Disposable(() => {
    const index = hooks.indexOf(callback);
    if (index >= 0) hooks.splice(index, 1);
  });
}

function isHookName(name: string): name is HookName {
  return (hookNames as readonly string[]).includes(name);
}

/**
 * Makes `require('@azure/functions-core')` work in this thread as the real worker does: it wraps
 * `Module.prototype.require`, which all CommonJS modules use.
 */
export function provideCoreApi(coreApi: object): void {
  const original = Reflect.get(Module.prototype, 'require') as NodeJS.Require;
  Module.prototype.require = new Proxy(original, {
    apply(require, module: unknown, args: [string]): unknown {
      return args[0] === '@azure/functions-core' ? coreApi : Reflect.apply(require, module, args);
    },
  });
}
