import type { DebtorList } from '../../application/publishing-ports.js';

/** The reference for the port. For tests. */
export function makeMemoryDebtorList(): DebtorList & { all: () => string[] } {
  const noted = new Map<string, { since: Date; version: string }>();
  let notes = 0;
  return {
    note: (videoId, since) => {
      const version = `n${++notes}`;
      noted.set(videoId, { since, version });
      return Promise.resolve(version);
    },
    read: (before) =>
      Promise.resolve(
        [...noted].filter(([, { since }]) => since < before).map(([videoId, { version }]) => ({ videoId, version })),
      ),
    remove: ({ videoId, version }) => {
      if (noted.get(videoId)?.version === version) noted.delete(videoId);
      return Promise.resolve();
    },
    all: () => [...noted.keys()].sort(),
  };
}
