import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Later } from '../e2e/clean-up.js';

/** The customer's web site: an origin of its own, with pages and a video. */
export interface PageServer {
  origin: string;
  videoUrl: string;
  /** Serves a page with this body from now on, and tells its URL. */
  show(name: string, body: string): string;
  /** Answers with this JSON from now on, made anew for each request, and tells its URL. */
  tell(name: string, answer: () => Promise<object>): string;
}

const document = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>body { margin: 0; width: 960px }</style>
<body>
${body}
</body>
</html>
`;

/** Serves the video in ranges, as a player that seeks needs it; `videoFile` is an MP4. */
export async function startPageServer(later: Later, videoFile: string): Promise<PageServer> {
  const pages = new Map<string, string>();
  const answers = new Map<string, () => Promise<object>>();
  const app = express();
  app.get('/video.mp4', (_, response) => {
    response.sendFile(videoFile);
  });
  app.get('/pages/:name', (request, response) => {
    const page = pages.get(request.params.name);
    if (page === undefined) response.sendStatus(404);
    else response.type('html').send(page);
  });
  app.get('/data/:name', async (request, response) => {
    response.set('cache-control', 'no-store').json(await answers.get(request.params.name)?.());
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(() => {
    server.close();
    server.closeAllConnections();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    videoUrl: `${origin}/video.mp4`,
    show: (name, body) => {
      pages.set(name, document(name, body));
      return `${origin}/pages/${name}`;
    },
    tell: (name, answer) => {
      answers.set(name, answer);
      return `${origin}/data/${name}`;
    },
  };
}
