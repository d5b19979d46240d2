import { parse } from 'yaml';
import { z } from 'zod';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';

const command = z.object({ shell: z.string(), run: z.string() });
const hook = z.object({ windows: command, posix: command });
const azureYaml = z.object({
  requiredVersions: z.object({ azd: z.string() }),
  infra: z.object({ path: z.string(), module: z.string() }),
  services: z.record(
    z.string(),
    z.object({
      host: z.literal('function'),
      language: z.enum(['ts', 'js']),
      // What `npm run package` writes is all that is deployed, and nothing is built in Azure.
      project: z.literal('.'),
      dist: z.literal('dist/deploy'),
      remoteBuild: z.literal(false),
      hooks: z.record(z.string(), hook),
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
  const all = [hooks, ...Object.values(services).map((one) => one.hooks)].flatMap((one) => Object.values(one));
  const lineOf = (run: string): number => text.slice(0, text.indexOf(run)).split('\n').length;
  const missing = all
    .flatMap(({ windows, posix }) => [windows.run, posix.run])
    .flatMap((run) => missingIn(run, project).map((what) => at(`${what} is missing`, lineOf(run))));
  const isSubscribed = hooks['postdeploy'] !== undefined;
  const tags = new Set(
    [...project.texts.values()].flatMap((one) =>
      [...one.matchAll(/'azd-service-name': '([^']+)'/g)].map(([, name]) => name),
    ),
  );
  return [
    ...(isSince(read.data.requiredVersions.azd, SAFE_AZD)
      ? []
      : [at(`azd before ${SAFE_AZD.join('.')} deletes resource groups that are not its own`)]),
    ...Object.keys(services)
      .filter((name) => !tags.has(name))
      .map((name) => at(`no resource has the tag azd-service-name: ${name}`)),
    ...Object.entries(services)
      .filter(([, one]) => one.hooks['prepackage'] === undefined)
      .map(([name]) => at(`no prepackage hook makes what is deployed of ${name}`)),
    ...all
      .filter(({ windows, posix }) => scriptOf(windows.run) !== scriptOf(posix.run))
      .map(({ windows }) => at(`${windows.run} is another script than on other platforms`, lineOf(windows.run))),
    ...(project.texts.has(template) ? [] : [at(`${template} is missing`)]),
    ...(isSubscribed ? [] : [at('no postdeploy hook subscribes to events')]),
    ...missing,
  ];
}

/** https://github.com/Azure/azure-dev/pull/7698 */
const SAFE_AZD = [1, 24, 1];

function isSince(range: string, version: readonly number[]): boolean {
  const from = /^>=\s*(\d+)\.(\d+)\.(\d+)$/.exec(range)?.slice(1).map(Number) ?? [];
  const i = version.findIndex((part, place) => part !== from[place]);
  return i < 0 || (from[i] ?? -1) > (version[i] ?? 0);
}

/** What a hook runs, whatever the shell. */
const scriptOf = (run: string): string => run.replace(/^sh /, '').replace(/\.(?:sh|ps1)\b/, '');

/** Scripts of ours that a command runs: files, and scripts of package.json. */
export function missingIn(run: string, project: Project): string[] {
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
