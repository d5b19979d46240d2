import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAzurite } from '../../local/azurite.js';
import type { Progress } from '../progress.js';
import { createBenchApp, startBenchHost } from '../queries/bench-host.js';
import { OWN_HEADERS } from '../queries/kept-answer.js';
import { runRounds, type Target, type Figures, type Plan } from '../queries/rounds.js';
import { withCleanup } from '../with-cleanup.js';
import { KEPT_ANSWERS, type KeptAnswers } from './kept-answers.js';
import { REQUESTS, type BenchRequest } from './requests.js';
import { writeVideos } from './write-videos.js';

/** A question to the service, and the function that returns the same bytes through the same host. */
export interface Comparison {
  service: Target;
  baseline: Target;
  bodyBytes: number;
}

export interface MeasuredAnswers {
  comparisons: readonly Comparison[];
  figures: Figures;
}

/** Storage and the host are processes of their own; the load is ours. */
export async function runAnswers(plan: Plan, progress: Progress): Promise<MeasuredAnswers> {
  const folder = await mkdtemp(join(tmpdir(), 'stillframe-bench-'));
  try {
    return await withCleanup(async (started) => {
      progress.step('starting storage and functions');
      const storage = started(await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 }));
      await writeVideos(storage.connectionString, 'devstoreaccount1');
      const keptAnswers = join(folder, 'answers.json');
      await createBenchApp(join(folder, 'app'));
      const host = started(
        await startBenchHost(join(folder, 'app'), {
          MANIFEST_STORAGE_CONNECTION_STRING: storage.connectionString,
          MEDIA_STORAGE_CONNECTION_STRING: storage.connectionString,
          [KEPT_ANSWERS]: keptAnswers,
        }),
      );
      const answers: KeptAnswers = [];
      for (const question of REQUESTS) answers.push(await fetchExpected(host.url, question));
      await writeFile(keptAnswers, JSON.stringify(answers));
      const comparisons = REQUESTS.map((question, number) => compare(host.url, question, answers[number], number));
      const targets = comparisons.flatMap(({ service, baseline: baseline }) => [service, baseline]);
      return { comparisons, figures: await runRounds(targets, plan, progress) };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchExpected(
  host: string,
  { name, path, isExpected, isConditional }: BenchRequest,
): Promise<KeptAnswers[number]> {
  const url = `${host}/api/${path(0)}`;
  const first = await fetch(url);
  const body = await first.text();
  if (!first.ok || !isExpected(body)) throw new Error(`${name}: ${first.status}, and not what was asked for`);
  const own = OWN_HEADERS.map((header) => [header, first.headers.get(header) ?? ''] as const);
  const headers = Object.fromEntries(own.filter(([, value]) => value !== ''));
  return isConditional === true ? { status: 304, headers, body: '' } : { status: 200, headers, body };
}

function compare(
  host: string,
  question: BenchRequest,
  answer: KeptAnswers[number] | undefined,
  number: number,
): Comparison {
  const { status = 0, headers = {}, body = '' } = answer ?? {};
  const held = question.isConditional === true ? { 'if-none-match': headers['etag'] ?? '' } : undefined;
  return {
    service: {
      name: question.name,
      url: host,
      path: (n) => `/api/${question.path(n)}`,
      ...(held && { headers: held }),
      status,
    },
    baseline: {
      name: `the same bytes as ${question.name}`,
      url: host,
      path: () => `/api/bench/answers/${number}`,
      status,
    },
    bodyBytes: Buffer.byteLength(body),
  };
}
