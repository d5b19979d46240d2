/** The answer; throws when whoever waits for it has lost patience before. */
export async function answeredWithin<T>(patienceMs: number, answer: Promise<T>): Promise<T> {
  const patience = AbortSignal.timeout(patienceMs);
  return Promise.race([
    answer,
    new Promise<never>((_, reject) => {
      patience.addEventListener('abort', () => {
        reject(new Error(`no answer within ${patienceMs / 1000} s`));
      });
    }),
  ]);
}
