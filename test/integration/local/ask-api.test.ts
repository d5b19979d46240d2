import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { waitForThumbnails } from '../../../local/ask-api.js';

const image = (ID: string) => ({
  ID,
  VideoId: 'v',
  Kind: 'Thumbnail',
  Height: 1,
  Width: 1,
  Index: 1,
  Time: 0,
  Url: '',
});

async function withApi<Result>(answer: RequestListener, ask: (apiUrl: string) => Promise<Result>): Promise<Result> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('waiting for thumbnails', () => {
  it('reads all pages, and asks again until what it waits for is there', async () => {
    const asked: string[] = [];
    const answer: RequestListener = ({ url = '' }, response) => {
      asked.push(url);
      const isFirst = !url.includes('continuation');
      if (isFirst && asked.length > 1) response.setHeader('Link', '<?expand=details&continuation=c>; rel="next"');
      response.end(JSON.stringify([image(isFirst ? 'a' : 'b')]));
    };
    const { request, thumbnails } = await withApi(answer, (apiUrl) =>
      waitForThumbnails({ apiUrl, headers: {} }, 'v 1', 10_000, undefined, {
        query: '?expand=details',
        isThere: (listed) => listed.some(({ ID }) => ID === 'b'),
      }),
    );
    expect(thumbnails.map(({ ID }) => ID)).toEqual(['a', 'b']);
    expect(asked.map((url) => url.replace('/api/Videos/v%201/Thumbnails', ''))).toEqual([
      '?expand=details',
      '?expand=details',
      '?expand=details&continuation=c',
    ]);
    expect(request).toMatch(/Videos\/v%201\/Thumbnails$/);
  });

  it.each([
    [404, '[]', 'it answers 404'],
    [200, '[]', 'it lists 0 others'],
    [401, '', 'another key'],
  ])('says what the API answers instead: %d %s', async (status, body, said) => {
    const asking = withApi(
      (_, response) => response.writeHead(status).end(body),
      (apiUrl) => waitForThumbnails({ apiUrl, headers: {} }, 'v', 1),
    );
    await expect(asking).rejects.toThrow(said);
  });
});
