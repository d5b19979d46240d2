import { buildSync } from 'esbuild';

/** Starts the one Azurite that all test files share, each with an account of its own. */
export default async function startAzurite() {
  // Jest runs this in plain Node, which does not load TypeScript: esbuild makes one module of it.
  const entryPoints = ['test/setup/shared-azurite.ts'];
  const options = { bundle: true, platform: 'node', format: 'esm', packages: 'external', write: false };
  const [{ text }] = buildSync({ entryPoints, ...options }).outputFiles;
  const { startSharedAzurite } = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  globalThis.sharedAzurite = await startSharedAzurite();
}
