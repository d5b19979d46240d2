import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A CloudEvent as it arrives. */
export interface WireCloudEvent {
  id: string;
  type: string;
  source: string;
  subject: string;
  time: string;
  data: Record<string, unknown>;
}

/** What the topic does with what it is sent: a status, no answer at all, or a connection that ends. */
export type TopicMood = number | 'silent' | 'reset';

export interface TopicServer {
  endpoint: string;
  /** The events that it took, in their order. */
  taken: WireCloudEvent[];
  /** Of every request, taken or not. */
  asked: { url: string; headers: IncomingHttpHeaders }[];
  /** For the next requests, one each; then all is taken. */
  moods: TopicMood[];
  /** For all requests from now on. */
  always: TopicMood;
  stop(): Promise<void>;
}

/** Stands for an Event Grid topic that takes CloudEvents. */
export async function startTopic(): Promise<TopicServer> {
  const server = createServer((request, response) => {
    void (async () => {
      const events = (await json(request)) as WireCloudEvent[];
      topic.asked.push({ url: request.url ?? '', headers: request.headers });
      const mood = topic.moods.shift() ?? topic.always;
      if (mood === 'silent') return;
      if (mood === 'reset') {
        request.socket.destroy();
        return;
      }
      if (mood === 200) topic.taken.push(...events);
      response.writeHead(mood, { 'content-type': 'application/json' }).end('{}');
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const topic: TopicServer = {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/events`,
    ...{ taken: [], asked: [], moods: [], always: 200 },
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return topic;
}
