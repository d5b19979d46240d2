import { createMemoryStore } from '../memory/memory-store.js';
import { itStoresRecords } from './record-store.contract.js';

describe('the store of the tests, in memory,', () => {
  itStoresRecords(() => {
    const store = createMemoryStore();
    return { store, scan: store, outbox: store.outbox };
  });
});
