import { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } from '@azure/core-rest-pipeline';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { countCallsTo } from '../../src/telemetry/invocation.js';
import { withLog } from '../../src/telemetry/log.js';

interface Line {
  event: string;
  milliseconds: number;
  tableCalls: number;
  blobCalls: number;
  mediaServicesCalls: number;
  topicCalls: number;
}

/** A context of `@azure/functions` that keeps what it was told, by level. */
function aContext() {
  const told: [string, string][] = [];
  const at = (level: string) => (line: string) => told.push([level, line]);
  return { info: at('info'), warn: at('warn'), error: at('error'), told };
}

const lastLine = ({ told }: ReturnType<typeof aContext>) => JSON.parse(told.at(-1)?.[1] ?? '') as Line;

describe('the calls of an invocation', () => {
  const servers = new Map<string, string>();
  const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 2, retryDelayInMs: 1 } });
  let refusals = 0;
  const call = (service: string) =>
    pipeline.sendRequest(
      createDefaultHttpClient(),
      createPipelineRequest({ url: `${servers.get(service) ?? ''}/x?sig=secret`, allowInsecureConnection: true }),
    );

  beforeAll(async () => {
    for (const service of ['table', 'blob', 'mediaServices', 'topic', 'elsewhere'] as const) {
      const server = createServer((_, response) => response.writeHead(refusals-- > 0 ? 503 : 200).end());
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      server.unref();
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      servers.set(service, url);
      if (service !== 'elsewhere') countCallsTo(`${url}/an-account`, service);
    }
  });

  it('are counted by service until the line is written, retries too, and those to others are not', async () => {
    const context = aContext();
    await withLog(context, 'event', async (log) => {
      await Promise.all([call('blob'), call('blob'), call('elsewhere')]);
      log('status-answered', { videoId: 'v', outcome: 'unknown' });
      expect(lastLine(context)).toMatchObject({ tableCalls: 0, blobCalls: 2, mediaServicesCalls: 0 });
      refusals = 2;
      await call('table');
      await call('mediaServices');
      await call('topic');
      log('status-answered', { videoId: 'v', outcome: 'unknown' });
    });
    expect(lastLine(context)).toMatchObject({ tableCalls: 3, blobCalls: 2, mediaServicesCalls: 1, topicCalls: 1 });
    expect(context.told.join()).not.toContain('secret');
  });

  it('are told apart from those of an invocation at the same time', async () => {
    const contexts = [aContext(), aContext()] as const;
    const run = (which: 0 | 1, calls: number) =>
      withLog(contexts[which], 'event', async (log) => {
        for (let i = 0; i < calls; i++) await call('table');
        log('status-answered', { videoId: 'v', outcome: 'unknown' });
      });
    await Promise.all([run(0, 3), run(1, 5), call('table')]);
    expect(contexts.map((context) => lastLine(context).tableCalls)).toEqual([3, 5]);
  });
});
