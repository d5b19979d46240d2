/**
 * The messages between the host and its worker: the worker protocol as `@azure/functions` has it
 * (`AzureFunctionsRpcMessages`, camelCase, enums as lower-camel text), sent by structured clone.
 */

export interface RpcNullable<T> {
  value: T;
}

export interface RpcCookie {
  name?: string | null;
  value?: string | null;
  domain?: RpcNullable<string> | null;
  path?: RpcNullable<string> | null;
  expires?: RpcNullable<{ seconds: number }> | null;
  secure?: RpcNullable<boolean> | null;
  httpOnly?: RpcNullable<boolean> | null;
  /** `none` means "not set"; SameSite=None is `explicitNone`. */
  sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone' | null;
  maxAge?: RpcNullable<number> | null;
}

export type RpcTexts = Record<string, RpcNullable<string>>;

export interface RpcHttpRequest {
  url: string;
  method: string;
  nullableHeaders: RpcTexts;
  nullableQuery: RpcTexts;
  nullableParams: RpcTexts;
  body?: RpcTypedData;
}

export interface RpcHttpResponse {
  statusCode?: string | null;
  headers?: Record<string, string> | null;
  cookies?: RpcCookie[] | null;
  body?: RpcTypedData | null;
}

/** An input or output value: exactly one member is set. */
export interface RpcTypedData {
  string?: string | null;
  json?: string | null;
  bytes?: Uint8Array | null;
  int?: number | null;
  double?: number | null;
  http?: RpcHttpRequest | RpcHttpResponse | null;
}

/** A binding of a function, with the options of its type. */
export interface RpcBinding {
  type: string;
  direction: string;
  [option: string]: unknown;
}

export interface RpcFunctionMetadata {
  name: string;
  functionId?: string;
  bindings: Record<string, RpcBinding>;
}

export interface RpcInvocationRequest {
  kind: 'invoke';
  invocationId: string;
  functionId: string;
  inputData: { name: string; data: RpcTypedData }[];
  triggerMetadata?: Record<string, RpcTypedData>;
  traceContext?: { traceParent: string; traceState?: string };
}

export interface RpcInvocationResponse {
  outputData?: { name: string; data: RpcTypedData }[] | null;
  returnValue?: RpcTypedData | null;
}

export type RpcLogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';
export type RpcLogCategory = 'user' | 'system' | 'customMetric';

/** An error as text: structured clone does not keep classes. */
export interface RpcException {
  message: string;
  stack?: string | undefined;
}

export type HostMessage = RpcInvocationRequest | { kind: 'terminate' };

export type WorkerMessage =
  | { kind: 'started'; functions: RpcFunctionMetadata[]; loadError?: RpcException }
  | { kind: 'succeeded'; invocationId: string; response: RpcInvocationResponse }
  | { kind: 'failed'; invocationId: string; exception: RpcException }
  | { kind: 'log'; level: RpcLogLevel; category: RpcLogCategory; message: string; invocationId?: string }
  | { kind: 'terminated' };

/** The `workerData` of the worker. */
export interface WorkerStart {
  appRoot: string;
  hostVersion: string;
}
