import { parse } from 'yaml';
import { z } from 'zod';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';

const command = z.object({ shell: z.string(), run: z.string() });
const hook = z.object({ windows: command, posix: command });
const azureYaml = z.object({
  infra: z.object({ path: z.string(), module: z.string() }),
  services: z.record(
    z.string(),
    z.object({
      host: z.literal('function'),
      language: z.enum(['ts', 'js']),
      hooks: z.record(z.string(), hook).optional(),
    }),
  ),
  hooks: z.record(z.string(), hook),
});

const PATH = 'azure.yaml';

/** azure.yaml leads to files and commands that are there, and every hook runs on every platform. */
export function findWrongAzureYaml(project: Project): Finding[] {
  const text = project.texts.get(PATH);
  const at = (message: string, line = 1): Finding => ({ file: PATH, line, rule: 'azd', message });
  if (text === undefined) return [at('is missing')];
  const read = azureYaml.safeParse(parse(text));
  if (!read.success) return read.error.issues.map(({ path, message }) => at(`${path.join('.')}: ${message}`));
  const { infra, hooks, services } = read.data;
  const template = `${infra.path}/${infra.module}.bicep`;
  const all = [hooks, ...Object.values(services).map((one) => one.hooks ?? {})].flatMap((one) => Object.values(one));
  const lineOf = (run: string): number => text.slice(0, text.indexOf(run)).split('\n').length;
  const missing = all
    .flatMap(({ windows, posix }) => [windows.run, posix.run])
    .flatMap((run) => missingIn(run, project).map((what) => at(`${what} is missing`, lineOf(run))));
  const isSubscribed = hooks['postdeploy'] !== undefined;
  return [
    ...(project.texts.has(template) ? [] : [at(`${template} is missing`)]),
    ...(isSubscribed ? [] : [at('no postdeploy hook subscribes to events')]),
    ...missing,
  ];
}

/** Scripts of ours that a command runs: files, and scripts of package.json. */
function missingIn(run: string, project: Project): string[] {
  const files = [...run.matchAll(/[\w./-]+\.(?:sh|ps1)\b/g)].map(([path]) => path.replace(/^\.\//, ''));
  const scripts = [...run.matchAll(/npm run (?:--?\S+ )*(\S+)/g)].map(([, name = '']) => name);
  const { scripts: known } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(project.texts.get('package.json') ?? '{"scripts":{}}'));
  return [
    ...files.filter((path) => !project.texts.has(path)),
    ...scripts.filter((name) => known[name] === undefined).map((name) => `npm run ${name}`),
  ];
}
