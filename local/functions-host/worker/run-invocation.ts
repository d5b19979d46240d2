import type { RpcInvocationRequest, RpcInvocationResponse } from '../rpc.js';
import type { AppContext, CoreInvocationContext, WorkerLog } from './app-context.js';
import { systemError } from './core-errors.js';
import { hookBags, runHooks } from './run-hooks.js';
import { toRpcException } from './to-rpc-exception.js';

/**
 * One invocation as the real worker runs it: arguments, preInvocation hooks, the function, postInvocation hooks,
 * response. Rejects when any of them fails and no postInvocation hook cleared the error.
 */
export async function runInvocation(
  app: AppContext,
  request: RpcInvocationRequest,
  log: WorkerLog,
): Promise<RpcInvocationResponse> {
  const registered = app.functions.get(request.functionId);
  if (!registered) throw systemError(new Error(`Function '${request.functionId}' is not loaded.`));
  if (!app.programmingModel) throw systemError(new Error('The app has set no programming model.'));

  const { invocationId } = request;
  const known: { invocationContext?: object } = {}; // The library may log before it has created its context.
  const core: CoreInvocationContext = {
    invocationId,
    request,
    metadata: registered.metadata,
    state: undefined,
    log: (level, category, message) => {
      log(level, category, message, invocationId, known.invocationContext);
    },
  };
  const model = await app.programmingModel.getInvocationModel(core);
  const { context, inputs } = await model.getArguments();
  known.invocationContext = context;

  const hookData = {};
  const before = Object.assign(hookBags(app, hookData), {
    invocationContext: context,
    inputs,
    functionCallback: registered.callback,
  });
  await inState(core, 'preInvocationHooks', () => runHooks(app, 'preInvocation', before));

  const ended: { result: unknown; error: unknown } = { result: null, error: null };
  const after = Object.assign(hookBags(app, hookData), { invocationContext: context, inputs: before.inputs }, ended);
  try {
    after.result = await inState(core, 'invocation', () =>
      model.invokeFunction(context, before.inputs, before.functionCallback),
    );
  } catch (error) {
    after.error = error;
  }
  await inState(core, 'postInvocationHooks', () => runHooks(app, 'postInvocation', after));

  // null and undefined mean "no error"; anything else, even a thrown `false`, fails the invocation.
  if (after.error !== null && after.error !== undefined) throw toError(after.error);
  return model.getResponse(context, after.result);
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(toRpcException(thrown).message);
}

async function inState<T>(
  core: CoreInvocationContext,
  state: NonNullable<CoreInvocationContext['state']>,
  step: () => Promise<T>,
): Promise<T> {
  core.state = state;
  try {
    return await step();
  } finally {
    core.state = undefined;
  }
}
