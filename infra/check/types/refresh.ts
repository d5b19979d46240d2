import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadGrammar } from '../bicep/grammar.js';
import { readProject } from '../project/read-project.js';
import { loadHandWritten } from './load-types.js';
import { answerSchema, condense } from './condense.js';
import { printSnapshot, snapshotFile } from './snapshot-file.js';

/**
 * Writes the snapshot of every resource type that the Bicep files use: `npm run infra:types`. The types come from
 * Microsoft's `azmcp`, which carries them; it is installed into a temporary folder (140 MB) and is no dependency.
 */
const PACKAGE = `@azure/mcp-${process.platform}-${process.arch}`;
const VERSION = '2.0.5';

const project = readProject(process.cwd(), await loadGrammar());
const byHand = new Set([...loadHandWritten(process.cwd()).keys()].map((one) => one.split('@')[0]));
const used = [...project.files.values()].flatMap(({ resources }) => resources.map(({ type }) => type));
const wanted = [...new Set(used)].filter((type) => !byHand.has(type.toLowerCase())).sort();

const folder = mkdtempSync(join(tmpdir(), 'bicep-types-'));
try {
  const npm = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `${PACKAGE}@${VERSION}`];
  execFileSync('npm', npm, { stdio: 'inherit', shell: process.platform === 'win32' });
  for (const type of wanted) writeFileSync(snapshotFile(process.cwd(), type), printSnapshot(ask(type)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function ask(type: string) {
  const program = join(folder, 'node_modules', PACKAGE, 'dist', 'azmcp');
  console.log(type);
  const text = execFileSync(program, ['bicepschema', 'get', '--resource-type', type], {
    env: { ...process.env, AZURE_MCP_COLLECT_TELEMETRY: 'false' },
    maxBuffer: 64 * 1024 * 1024,
    encoding: 'utf8',
  });
  return condense(answerSchema.parse(JSON.parse(text)), `${PACKAGE.replace(/-.*/, '')} ${VERSION}`);
}
