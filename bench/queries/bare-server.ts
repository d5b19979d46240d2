import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readKeptAnswer } from './kept-answer.js';

/** A process of its own: `node:http` and nothing else, with the same bytes. */
const { headers, body } = readKeptAnswer();
const bytes = Buffer.from(body);
const server = createServer((_, response) => {
  response.writeHead(200, headers);
  response.end(bytes);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
