/** Collects what has to be stopped, and stops it in the reverse order, whatever happened in between. */
export async function withCleanup<Result>(
  work: (started: <Part extends { stop(): Promise<void> }>(part: Part) => Part) => Promise<Result>,
): Promise<Result> {
  const parts: { stop(): Promise<void> }[] = [];
  try {
    return await work((part) => {
      parts.push(part);
      return part;
    });
  } finally {
    for (const part of parts.reverse()) await part.stop();
  }
}
