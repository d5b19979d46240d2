import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Work = () => unknown;

/** Takes what is to be done after the last test of a file, also when one has failed. */
export type Later = (work: Work) => void;

/** To be called at the top of a test file. What was started last is ended first, and one failure does not keep the rest. */
export function cleanUpAfterwards(): Later {
  const todo: Work[] = [];
  afterAll(async () => {
    const failures: unknown[] = [];
    for (const work of todo.splice(0).reverse()) {
      try {
        await work();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be cleaned up');
  });
  return (work) => {
    todo.push(work);
  };
}

/** A folder that is gone afterwards. */
export async function temporaryFolder(later: Later): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stillframe-test-'));
  later(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
