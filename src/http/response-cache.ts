import { LRUCache } from 'lru-cache';
import type { Untagged } from './represent.js';

/** Bodies in memory by their entity tag, so that a repeat within a signing window signs nothing. */
export interface ResponseCache {
  /** The kept body of a tag, else what `make` makes, which callers at the same time share; `isNew` says that this caller's `make` ran. */
  bodyOf: (tag: string, make: Make) => Promise<{ body: string | Untagged; isNew: boolean }>;
}

/** Makes a body, or an answer that has no tag, which is not kept. */
export type Make = () => string | Untagged | Promise<string | Untagged>;

/** `maxSize` is in characters of all bodies. */
export function createResponseCache(maxSize: number): ResponseCache {
  const bodies = new LRUCache<string, string>({ maxSize, sizeCalculation: (body) => body.length });
  const inFlight = new Map<string, Promise<string | Untagged>>();
  return {
    bodyOf: async (tag, make) => {
      const known = bodies.get(tag) ?? inFlight.get(tag);
      if (known !== undefined) return { body: await known, isNew: false };
      const making = Promise.resolve().then(make);
      inFlight.set(tag, making);
      try {
        const body = await making;
        if (typeof body === 'string') bodies.set(tag, body);
        return { body, isNew: true };
      } finally {
        inFlight.delete(tag);
      }
    },
  };
}
