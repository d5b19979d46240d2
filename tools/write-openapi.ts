import { readdir, writeFile } from 'node:fs/promises';
import { OPENAPI_FILE } from '../src/http/openapi/get-open-api.js';
import { toOpenApi } from '../src/http/openapi/document.js';
import type { Operation } from '../src/http/openapi/describe-operation.js';

/** Writes the OpenAPI document of the built functions: the last step of `npm run build`. */
const folder = new URL('../src/functions/', import.meta.url);
// Outside of a host the library warns that it registers nothing.
console.warn = () => undefined;
const files = (await readdir(folder)).filter((name) => name.endsWith('.js')).sort();
const modules = await Promise.all(
  files.map(async (name) => (await import(new URL(name, folder).href)) as Record<string, object>),
);
const operations = modules.flatMap((module) =>
  Object.values(module).filter((one): one is Operation => 'route' in one && 'responses' in one),
);
await writeFile(OPENAPI_FILE, `${JSON.stringify(toOpenApi(operations), null, 2)}\n`);
