import { mediaAccounts } from '../../../src/config/lists.js';
import { at, textOf } from '../render/value.js';
import type { Played } from '../scenarios/play.js';
import { appPrincipal, assignmentsOf, isAccount, type Assignment } from './assignments.js';
import { accountOf, app, fault, made, MAIN, settingsOf, type Fault, type Policy } from './policy.js';
import { ROLES } from './roles-table.js';

/** The app has every role that it needs, where it needs it. What is needed follows from the settings that it is given. */
export const neededRoles: Policy = (played) => {
  const principal = appPrincipal(played);
  const given = assignmentsOf(played).filter((one) => one.principal === principal);
  return needed(played).flatMap(([role, where, isThere]) =>
    given.some((one) => one.role === role && isThere(one.scope))
      ? []
      : [fault(MAIN, `the app lacks ${role} on ${where}`)],
  );
};

type Need = [role: string, where: string, isThere: (scope: string) => boolean];

function needed(played: Played): Need[] {
  const { values } = settingsOf(played);
  const host = accountOf(values['AzureWebJobsStorage__blobServiceUri']);
  const manifests = accountOf(values['MANIFEST_TABLE_ENDPOINT']);
  const on = (role: string, account: string): Need => [role, account, (scope) => isAccount(scope, account)];
  const ofType = (role: string, type: string): Need => [
    role,
    type,
    (scope) => new RegExp(`/${type}/[^/]+$`, 'i').test(scope),
  ];
  const isVaultUsed = Object.values(values).some((value) => value.startsWith('@Microsoft.KeyVault('));
  const { params } = played.scenario;
  const isAzure = at(params['mediaServices'], 'kind') === 'azure';
  return [
    on('Storage Blob Data Owner', host),
    on('Storage Queue Data Contributor', host),
    on('Storage Table Data Contributor', manifests),
    ofType('Monitoring Metrics Publisher', 'Microsoft.Insights/components'),
    ...mediaNames(values).flatMap((name) => [on('Storage Blob Delegator', name), on('Storage Blob Data Reader', name)]),
    ...(isVaultUsed ? [ofType('Key Vault Secrets User', 'Microsoft.KeyVault/vaults')] : []),
    ...(values['PUBLISH_TOPIC_ENDPOINT'] ? [ofType('EventGrid Data Sender', 'Microsoft.EventGrid/topics')] : []),
    ...(isAzure ? [ofType('Reader', 'Microsoft.Media/mediaServices')] : []),
  ];
}

function mediaNames(values: Record<string, string>): string[] {
  const read = mediaAccounts.safeParse(values['MEDIA_STORAGE_ACCOUNTS'] ?? '');
  return read.success ? read.data.map(({ name }) => name) : [];
}

/** Whom the user names to publish, or to look after the app, may do so. */
export const namedPrincipals: Policy = (played) => {
  const given = assignmentsOf(played);
  const namedIn = (param: string): string[] =>
    textOf(played.scenario.params[param] ?? '')
      .split(',')
      .filter((id) => id !== '');
  const lacks = (principal: string, role: string): boolean =>
    !given.some((one) => one.principal === principal && one.role === role);
  const operators = ['Storage Table Data Reader', 'Storage Blob Data Reader'];
  return [
    ...namedIn('publisherIds').map((id) => [id, 'EventGrid Data Sender'] as const),
    ...namedIn('operatorIds').flatMap((id) => operators.map((role) => [id, role] as const)),
  ]
    .filter(([id, role]) => lacks(id, role))
    .map(([id, role]) => fault(MAIN, `${id} lacks ${role}`));
};

/** Nobody has more than they need: no role on a whole group, no writing to media, and the host's blobs are the app's alone. */
export const leastPrivilege: Policy = (played) => {
  const { values } = settingsOf(played);
  const host = accountOf(values['AzureWebJobsStorage__blobServiceUri']);
  const media = mediaNames(values);
  return assignmentsOf(played).flatMap((one) => [
    ...(ROLES[one.role] === undefined ? [fault(one.of, `${one.role} is a role that is not in the table`)] : []),
    ...(/\/providers\/[^/]+\/[^/]+\/[^/]+/.test(one.scope)
      ? []
      : [fault(one.of, `${one.role} reaches everything in ${one.scope}`)]),
    ...ownerFaults(one, host, appPrincipal(played)),
    ...(media.some((name) => one.scope.includes(`/storageAccounts/${name}`)) && !ON_MEDIA.has(one.role)
      ? [fault(one.of, `${one.role} is too much on media`)]
      : []),
  ]);
};

/** A signature can do no more than its signer. */
const ON_MEDIA = new Set(['Storage Blob Delegator', 'Storage Blob Data Reader']);

function ownerFaults({ role, scope, principal, of }: Assignment, host: string, appsOwn: string): Fault[] {
  if (role !== 'Storage Blob Data Owner' || (isAccount(scope, host) && principal === appsOwn)) return [];
  return [fault(of, 'Storage Blob Data Owner is for the app, on the storage of the host alone')];
}

/** The app runs as the one identity that the roles are given to, and asks for it by its client id. */
export const appIdentity: Policy = (played) => {
  const site = app(played);
  if (site === undefined) return [fault(MAIN, 'there is no function app')];
  const { of, values } = settingsOf(played);
  const principal = appPrincipal(played);
  if (at(site.body, 'identity', 'type') !== 'UserAssigned' || principal === '')
    return [fault(site, 'the app has no user-assigned identity that is made with it')];
  const clientId = principal.replace('principalId', 'clientId');
  const wrong = ['AZURE_CLIENT_ID', 'AzureWebJobsStorage__clientId'].filter((name) => values[name] !== clientId);
  const identity = made(played.main.resources, 'Microsoft.ManagedIdentity/userAssignedIdentities')[0]?.id ?? '';
  const references = [
    'properties.keyVaultReferenceIdentity',
    'properties.functionAppConfig.deployment.storage.authentication.userAssignedIdentityResourceId',
  ];
  return [
    ...wrong.map((name) => fault(of, `${name} is not the client id of the app's identity`)),
    ...references
      .filter((path) => textOf(at(site.body, ...path.split('.')) ?? '') !== identity)
      .map((path) => fault(site, `${path} is not the app's identity`)),
  ];
};
