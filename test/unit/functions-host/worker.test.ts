import type { RpcInvocationRequest, WorkerMessage } from '../../../local/functions-host/rpc.js';
import {
  createAppContext,
  type Callback,
  type InvocationModel,
} from '../../../local/functions-host/worker/app-context.js';
import { createCoreApi } from '../../../local/functions-host/worker/core-api.js';
import { ownedBuffers } from '../../../local/functions-host/worker/owned-buffers.js';
import { runInvocation } from '../../../local/functions-host/worker/run-invocation.js';
import { toRpcException } from '../../../local/functions-host/worker/to-rpc-exception.js';
import { createWorkerLog } from '../../../local/functions-host/worker/worker-log.js';

const request: RpcInvocationRequest = { kind: 'invoke', invocationId: 'i', functionId: 'f', inputData: [] };

/** An app with one function, whose programming model passes inputs and result through and notes its steps. */
function anApp(callback: Callback) {
  const app = createAppContext();
  const steps: string[] = [];
  const sent: WorkerMessage[] = [];
  const log = createWorkerLog(app, (message) => sent.push(message));
  const core = createCoreApi(app, '4.0.0', log);
  core.registerFunction({ name: 'f', bindings: {} }, callback);
  core.setProgrammingModel({
    name: 'test',
    version: '1',
    getInvocationModel: (context): InvocationModel => ({
      getArguments: () => (steps.push('arguments'), Promise.resolve({ context: {}, inputs: ['input'] })),
      invokeFunction: async (_, inputs, run) => {
        steps.push(`invoke in ${context.state ?? 'no state'}`);
        return await run(...inputs);
      },
      getResponse: (_, result) => (
        steps.push('response'),
        Promise.resolve({ returnValue: { string: String(result) } })
      ),
    }),
  });
  return { app, core, steps, sent, log, run: () => runInvocation(app, request, log) };
}

function errorOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('an invocation', () => {
  it('runs its steps in the order of the real worker', async () => {
    const { core, steps, run } = anApp((input) => `got ${String(input)}`);
    core.registerHook('postInvocation', () => steps.push('after'));
    core.registerHook('preInvocation', () => steps.push('before'));
    expect(await run()).toEqual({ returnValue: { string: 'got input' } });
    expect(steps).toEqual(['arguments', 'before', 'invoke in invocation', 'after', 'response']);
  });

  it('lets preInvocation hooks replace inputs and function', async () => {
    const { core, run } = anApp(() => 'original');
    core.registerHook('preInvocation', ((context: { inputs: unknown; functionCallback: Callback }) => {
      context.inputs = ['other'];
      context.functionCallback = (input) => `replaced, ${String(input)}`;
    }) as Callback);
    const seenAfter: unknown[] = [];
    core.registerHook('postInvocation', ((context: { inputs: unknown }) => seenAfter.push(context.inputs)) as Callback);
    expect(await run()).toEqual({ returnValue: { string: 'replaced, other' } });
    expect(seenAfter).toEqual([['other']]);
  });

  it('fails when a preInvocation hook throws, without running the function', async () => {
    const { core, steps, run } = anApp(() => 'never');
    core.registerHook('preInvocation', () => {
      throw new Error('from the hook');
    });
    await expect(run()).rejects.toThrow('from the hook');
    expect(steps).toEqual(['arguments']);
  });

  it('lets postInvocation hooks change the result, clear an error or raise one', async () => {
    const failing = anApp(() => {
      throw new Error('from the function');
    });
    await expect(failing.run()).rejects.toThrow('from the function');
    const edit = (context: { error: unknown; result: unknown }) =>
      Object.assign(context, { error: null, result: 'new' });
    failing.core.registerHook('postInvocation', edit as Callback);
    expect(await failing.run()).toEqual({ returnValue: { string: 'new' } });

    const fine = anApp(() => 'fine');
    fine.core.registerHook('postInvocation', ((context: { error: unknown }) => (context.error = false)) as Callback);
    await expect(fine.run()).rejects.toThrow('false');
  });

  it('shares hookData between its hooks, which cannot replace it', async () => {
    const { core, run } = anApp(() => 'x');
    const seen: unknown[] = [];
    core.registerHook('preInvocation', ((context: { hookData: Record<string, unknown> }) => {
      context.hookData['a'] = 1;
    }) as Callback);
    core.registerHook('postInvocation', ((context: { hookData: Record<string, unknown> }) => {
      seen.push(context.hookData);
      expect(() => (context.hookData = {})).toThrow('read-only');
    }) as Callback);
    await run();
    expect(seen).toEqual([{ a: 1 }]);
  });

  it('of an unregistered function fails', async () => {
    const { app, log } = anApp(() => 'x');
    await expect(runInvocation(app, { ...request, functionId: 'g' }, log)).rejects.toThrow("'g' is not loaded");
  });
});

describe('registration', () => {
  it('accepts a name once, and nothing after start-up', () => {
    const { app, core } = anApp(() => 'x');
    expect(() => core.registerFunction({ name: 'f', bindings: {} }, () => 1)).toThrow('registered twice');
    core.registerFunction({ name: 'g', bindings: {} }, () => 1).dispose();
    core.registerFunction({ name: 'g', bindings: {} }, () => 1);
    app.locked = true;
    expect(() => core.registerFunction({ name: 'h', bindings: {} }, () => 1)).toThrow('during app startup');
  });

  it('refuses an unknown hook in the way that the library expects', () => {
    const { core } = anApp(() => 'x');
    const register = () => core.registerHook('onMoonrise', () => 1);
    expect(register).toThrow(RangeError);
    expect(errorOf(register)).toHaveProperty('isAzureFunctionsSystemError', true);
  });

  it('of a hook ends when it is disposed of', async () => {
    const { core, steps, run } = anApp(() => 'x');
    core.registerHook('preInvocation', () => steps.push('before')).dispose();
    await run();
    expect(steps).not.toContain('before');
  });
});

describe('a log entry of the app', () => {
  it('passes its log hooks, which may change it', () => {
    const { core, sent } = anApp(() => 'x');
    core.registerHook('log', ((context: { message: string; level: string }) => {
      context.message = context.message.toUpperCase();
      context.level = 'error';
    }) as Callback);
    core.log('information', 'user', 'text');
    expect(sent).toEqual([{ kind: 'log', level: 'error', category: 'user', message: 'TEXT' }]);
  });
});

describe('a value that leaves the worker', () => {
  it('is transferred when it owns its buffer and is large, else copied', () => {
    const large = new Uint8Array(100_000);
    const buffersOf = (bytes: Uint8Array) => ownedBuffers({ returnValue: { http: { body: { bytes } } } });
    expect(buffersOf(large)).toEqual([large.buffer]);
    expect(buffersOf(large.subarray(1))).toEqual([]);
    expect(buffersOf(new Uint8Array(10))).toEqual([]);
    expect(ownedBuffers({})).toEqual([]);
  });

  it('is text when it is an exception, whatever was thrown', () => {
    expect(toRpcException('text')).toEqual({ message: 'text' });
    expect(toRpcException({ a: 1 })).toEqual({ message: '{ a: 1 }' });
    expect(toRpcException(new Error('outer', { cause: new Error('inner') })).stack).toMatch(
      /outer[^]*\[cause\] Error: inner/,
    );
  });
});
