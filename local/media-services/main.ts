import { readOptions, usage } from './command-line.js';
import { startEncoder } from './encoder.js';
import { printableLines } from '../printable.js';

const print = (line: string) => {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} encoder  ${printableLines(line)}\n`);
};

function fail(error: unknown): never {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`encoder: ${printableLines(text)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    process.stdout.write(usage);
    return;
  }
  const encoder = await startEncoder({ ...options, log: print });
  print(`Media Services API at ${encoder.url}`);
  process.send?.({ ready: true, port: encoder.port });

  const stop = () => {
    // A second SIGINT ends the process at once.
    process.once('SIGINT', () => process.exit(1));
    encoder.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
}

main().catch(fail);
