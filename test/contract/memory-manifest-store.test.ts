import { makeMemoryManifestStore } from '../../src/adapters/memory/memory-manifest-store.js';
import { itIsAManifestStore } from './manifest-store.contract.js';

describe('the manifest store in memory', () => {
  itIsAManifestStore(makeMemoryManifestStore);
});
