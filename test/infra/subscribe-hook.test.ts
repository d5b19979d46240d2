import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Stands in for the Azure CLI: notes what it is asked, and says no as often as it is told to. */
const AZ = `
import { appendFileSync, readFileSync } from 'node:fs';
const asked = process.argv.slice(2);
appendFileSync(process.env.AZ_LOG, JSON.stringify(asked) + '\\n');
const deployments = readFileSync(process.env.AZ_LOG, 'utf8').split('\\n').filter((line) => line.startsWith('["deployment"'));
if (asked[1] === 'get-access-token') process.exit(Number(process.env.TOKEN_EXIT ?? 0));
if (asked[0] === 'deployment') process.exit(deployments.length > Number(process.env.REFUSALS ?? 0) ? 0 : 1);
`;
const ENVIRONMENT = {
  AZURE_SUBSCRIPTION_ID: 'the-subscription',
  AZURE_TENANT_ID: 'the-tenant',
  AZURE_RESOURCE_GROUP: 'rg-test',
  AZURE_FUNCTION_NAME: 'func-test',
  SUBSCRIBED_TOPIC_IDS: '/subscriptions/s/topics/a,/subscriptions/s/systemTopics/b',
  DEAD_LETTER_ACCOUNT: 'sthosttest',
  DEAD_LETTER_CONTAINER: 'dead-letters',
  MARKER_BLOB: '{videoId}/thumbs/*.done',
  RETRY_SECONDS: '0',
};
const SHELLS = [
  { shell: 'sh', script: ['infra/hooks/subscribe.sh'] },
  { shell: 'pwsh', script: ['-NoProfile', '-File', 'infra/hooks/subscribe.ps1'] },
].filter(({ shell }) => spawnSync(shell, ['-c', 'exit 0']).status === 0);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stillframe-hook-'));
  writeFileSync(join(folder, 'az.mjs'), AZ);
  writeFileSync(join(folder, 'az'), `#!/bin/sh\nexec node "${folder}/az.mjs" "$@"\n`);
  writeFileSync(join(folder, 'az.cmd'), '@node "%~dp0az.mjs" %*\r\n');
  chmodSync(join(folder, 'az'), 0o755);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function subscribe(shell: string, script: string[], more: Record<string, string> = {}) {
  const log = join(folder, 'log');
  const env = { ...process.env, ...ENVIRONMENT, ...more, AZ_LOG: log };
  const { status, stderr } = spawnSync(shell, script, {
    env: { ...env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` },
    encoding: 'utf8',
  });
  const asked = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
  return { status, stderr, asked, deployments: asked.filter(([command]) => command === 'deployment') };
}

it('the subscribe hook has a shell to test', () => {
  expect(SHELLS).not.toEqual([]);
});

describe.each(SHELLS)('the hook after deployment, in $shell', ({ shell, script }) => {
  it('deploys the subscriptions with the values of azd', () => {
    const { status, deployments } = subscribe(shell, script);
    expect(status).toBe(0);
    expect(deployments).toEqual([
      [
        ...['deployment', 'group', 'create', '--subscription', 'the-subscription', '--resource-group', 'rg-test'],
        ...['--name', 'stillframe-eventing', '--template-file', 'infra/eventing.bicep', '--parameters'],
        'functionAppName=func-test',
        'topicIds=/subscriptions/s/topics/a,/subscriptions/s/systemTopics/b',
        'deadLetterAccountName=sthosttest',
        'deadLetterContainer=dead-letters',
        'markerBlob={videoId}/thumbs/*.done',
        'markerContainerPrefix=',
        'imagesReady=off',
        ...['--output', 'none'],
      ],
    ]);
  });

  it('signs in only when there is no token', () => {
    const logins = (more: Record<string, string>) =>
      subscribe(shell, script, more).asked.filter(([command]) => command === 'login');
    expect(logins({})).toEqual([]);
    expect(logins({ TOKEN_EXIT: '1' })).toEqual([['login', '--tenant', 'the-tenant', '--output', 'none']]);
  });

  it('tries again while the function is not listed', () => {
    const { status, deployments } = subscribe(shell, script, { REFUSALS: '2' });
    expect({ status, tries: deployments.length }).toEqual({ status: 0, tries: 3 });
  });

  it('fails in the end, and names the next step', () => {
    const { status, stderr, deployments } = subscribe(shell, script, { REFUSALS: '99' });
    expect({ status, tries: deployments.length }).toEqual({ status: 1, tries: 5 });
    expect(stderr).toContain('azd hooks run postdeploy');
  });
});
