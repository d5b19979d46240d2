import { startAzurite, type Azurite } from '../local/azurite.js';

/** Azurite for the tests of one file, in memory and on free ports: started before them and stopped after them. */
export function azuriteForTests(): () => Azurite {
  let azurite: Azurite | undefined;
  beforeAll(async () => {
    azurite = await startAzurite({ blobPort: 0, queuePort: 0, tablePort: 0 });
  });
  afterAll(() => azurite?.stop());
  return () => {
    if (azurite === undefined) throw new Error('Azurite runs inside tests alone');
    return azurite;
  };
}
