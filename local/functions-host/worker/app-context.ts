import type {
  RpcFunctionMetadata,
  RpcLogLevel,
  RpcLogCategory,
  RpcInvocationResponse,
  RpcInvocationRequest,
} from '../rpc.js';

export type Callback = (...args: unknown[]) => unknown;

/** The part of `@azure/functions` that runs an invocation and converts inputs and outputs. */
export interface InvocationModel {
  getArguments(): Promise<{ context: object; inputs: unknown[] }>;
  invokeFunction(context: object, inputs: unknown[], callback: Callback): Promise<unknown>;
  getResponse(context: object, result: unknown): Promise<RpcInvocationResponse>;
}

export interface ProgrammingModel {
  name: string;
  version: string;
  getInvocationModel(core: CoreInvocationContext): InvocationModel | Promise<InvocationModel>;
  getCapabilities?(
    defaults: Record<string, string>,
  ): Record<string, string | undefined> | Promise<Record<string, string | undefined>>;
}

export interface CoreInvocationContext {
  invocationId: string;
  request: RpcInvocationRequest;
  metadata: RpcFunctionMetadata;
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined;
  log(level: RpcLogLevel, category: RpcLogCategory, message: string): void;
}

export interface RegisteredFunction {
  metadata: RpcFunctionMetadata;
  callback: Callback;
}

export const hookNames = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'] as const;
export type HookName = (typeof hookNames)[number];

export type WorkerLog = (
  level: RpcLogLevel,
  category: RpcLogCategory,
  message: string,
  invocationId?: string,
  invocationContext?: object,
) => void;

/** Everything that a loaded app has registered. */
export interface AppContext {
  readonly functions: Map<string, RegisteredFunction>;
  readonly hooks: Record<HookName, Callback[]>;
  /** Shared by all hooks of the app. */
  readonly appHookData: Record<string, unknown>;
  /** Shared by the appStart and appTerminate hooks only. */
  readonly appLevelHookData: Record<string, unknown>;
  programmingModel: ProgrammingModel | undefined;
  /** True after startup: nothing can be registered any more. */
  locked: boolean;
}

export function createAppContext(): AppContext {
  return {
    functions: new Map(),
    hooks: { preInvocation: [], postInvocation: [], appStart: [], appTerminate: [], log: [] },
    appHookData: {},
    appLevelHookData: {},
    programmingModel: undefined,
    locked: false,
  };
}
