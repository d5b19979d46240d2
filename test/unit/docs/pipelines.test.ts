import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Job {
  'timeout-minutes'?: number;
  permissions?: unknown;
  uses?: string;
  steps?: { uses?: string; run?: string }[];
}
interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}
interface Package {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides: Record<string, string | object>;
}

const FOLDER = '.github/workflows';
const workflows = readdirSync(FOLDER).map((file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return { file, text, workflow: parse(text) as Workflow };
});
const { scripts, dependencies, devDependencies, overrides } = JSON.parse(
  readFileSync('package.json', 'utf8'),
) as Package;

describe.each(workflows)('$file', ({ text, workflow }) => {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps ?? []);

  it('pins actions to the commit of a release, with a comment that names it', () => {
    const used = [...text.matchAll(/^\s*(?:- )?uses: (?!\.\/)(.*)$/gm)].map(([, action = '']) => action);
    expect(used.length).toBe(steps.filter(({ uses }) => uses !== undefined).length);
    expect(used.filter((action) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });

  it('has read permission, and more only for single jobs', () => {
    const rights = Object.entries(workflow.permissions ?? { all: 'write' });
    expect(rights.filter(([, right]) => right !== 'read')).toEqual([]);
  });

  it('has a time limit for each job', () => {
    const endless = jobs.filter((job) => job.uses === undefined && job['timeout-minutes'] === undefined);
    expect(endless).toEqual([]);
  });

  it('uses no long-lived secret', () => {
    expect([...text.matchAll(/secrets\.\w+/g)].map(([name]) => name)).toEqual([]);
  });

  it('runs npm scripts that exist', () => {
    const called = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm (?:run ([\w:-]+)|(test|start))\b/g)]);
    expect(called.map(([, run, plain]) => run ?? plain ?? '').filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('Dependabot', () => {
  interface Updates {
    'package-ecosystem': string;
    ignore?: { 'dependency-name': string }[];
  }
  const { updates } = parse(readFileSync('.github/dependabot.yml', 'utf8')) as { updates: Updates[] };
  const ignored = updates.flatMap(({ ignore = [] }) => ignore.map((one) => one['dependency-name']));

  it('ignores packages that are pinned to a version', () => {
    const held = Object.entries({ ...dependencies, ...devDependencies }).filter(([, range]) => !range.startsWith('^'));
    const names = [...held.map(([name]) => name), ...Object.keys(overrides)];
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => !ignored.includes(name))).toEqual([]);
  });

  it('ignores only packages that are dependencies', () => {
    const known = { ...dependencies, ...devDependencies, ...overrides };
    expect(ignored.filter((name) => !(name in known))).toEqual([]);
  });
});
