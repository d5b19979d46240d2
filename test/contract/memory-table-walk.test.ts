import { makeMemoryManifestStore } from '../../src/adapters/memory/memory-manifest-store.js';
import { itIsATableWalk } from './table-walk.contract.js';

describe('the walk through rows in memory', () => {
  itIsATableWalk(() => {
    const store = makeMemoryManifestStore();
    return { store, walk: store };
  });
});
