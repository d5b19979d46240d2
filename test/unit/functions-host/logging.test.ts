import { levelOfConsoleLine } from '../../../local/functions-host/host-worker.js';
import { createHostLog } from '../../../local/functions-host/host-log.js';
import { logLevelsOf, createShouldLog } from '../../../local/functions-host/log-levels.js';

describe('log levels', () => {
  const shouldLog = createShouldLog({
    default: 'Warning',
    Function: 'Error',
    'function.list': 'Debug',
    'Host.Function.Console': 'None',
  });

  it('come from the longest prefix of a category, without regard to case', () => {
    expect(shouldLog('Function.listThumbnails.User', 'debug')).toBe(true);
    expect(shouldLog('Function.listThumbnails.User', 'trace')).toBe(false);
    expect(shouldLog('Function.record.User', 'warning')).toBe(false);
    expect(shouldLog('Function.record.User', 'error')).toBe(true);
  });

  it('fall back to the default, and to Information', () => {
    expect(shouldLog('Worker', 'information')).toBe(false);
    expect(shouldLog('Worker', 'warning')).toBe(true);
    expect(createShouldLog({})('Worker', 'information')).toBe(true);
    expect(createShouldLog({})('Worker', 'debug')).toBe(false);
  });

  it('silence a category with None', () => {
    expect(shouldLog('Host.Function.Console', 'critical')).toBe(false);
  });

  it('can be overridden by a setting', () => {
    const settings = { AzureFunctionsJobHost__logging__logLevel__Worker: 'Trace', Other: 'x' };
    expect(logLevelsOf({ default: 'Error' }, settings)).toEqual({ default: 'Error', Worker: 'Trace' });
  });
});

describe('the host log', () => {
  const lines: string[] = [];
  const log = createHostLog((line) => lines.push(line), createShouldLog({}), false);
  beforeEach(() => lines.splice(0));

  it('writes one line for each entry, and indents its further lines', () => {
    log.entry('Function.a.User', 'information', 'a', 'first\nsecond\n');
    log.entry('Function.a.User', 'debug', 'a', 'unseen');
    expect(lines).toEqual(['[info] a: first\n    second']);
  });

  it('shows message and stack of an exception', () => {
    log.error('It failed', { message: 'why', stack: 'Error: why\n    at here' });
    log.error('It failed', { message: 'why' });
    expect(lines).toEqual(['[error] It failed: Error: why\n        at here', '[error] It failed: why']);
  });
});

it.each([
  ['stdout', 'an error', 'information'],
  ['stderr', 'a Warning', 'warning'],
  ['stderr', 'it FAILED, be warned', 'error'],
  ['stderr', 'nothing much', 'information'],
] as const)('a console line on %s, %j, has level %s', (stream, line, level) => {
  expect(levelOfConsoleLine(stream, line)).toBe(level);
});
