import { writeFile } from 'node:fs/promises';
import { makeContract } from '../src/http/contract/document.js';

/** The file in which the contract is kept, for readers and generators; a test compares the two. */
await writeFile('docs/openapi.json', `${JSON.stringify(makeContract(), null, 2)}\n`);
process.stdout.write('docs/openapi.json is as the code says.\n');
