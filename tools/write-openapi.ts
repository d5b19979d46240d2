import { readdir, rm, writeFile } from 'node:fs/promises';
import { OPENAPI_FILE, toOpenApi } from '../src/http/openapi/document.js';
import type { Operation } from '../src/http/openapi/describe-operation.js';

/** Writes the OpenAPI document of the built functions: the last step of `npm run build`. Run in the project's folder. */
const folder = new URL('../src/functions/', import.meta.url);
// Outside of a host the library warns that it registers nothing.
console.warn = () => undefined;
const sources = (await readdir('src/functions')).map((name) => name.replace(/\.ts$/, '.js'));
const built = (await readdir(folder)).filter((name) => name.endsWith('.js')).sort();
// The host registers every file of the folder, also what an earlier build left there.
for (const name of built) if (!sources.includes(name)) await rm(new URL(name, folder));
const files = built.filter((name) => sources.includes(name));
const modules = await Promise.all(
  files.map(async (name) => (await import(new URL(name, folder).href)) as Record<string, object>),
);
const operations = modules.flatMap((module) =>
  Object.values(module).filter((one): one is Operation => 'route' in one && 'responses' in one),
);
await writeFile(OPENAPI_FILE, `${JSON.stringify(toOpenApi(operations), null, 2)}\n`);
