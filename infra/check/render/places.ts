import { textOf, unknown, type Value } from './value.js';

/** Functions whose answer depends on the subscription or the resource group that is deployed to. */
export function placeFunction(name: string, args: Value[], scopeId: string): Value | undefined {
  const [, , subscriptionId = '', , group = unknown('resource group')] = scopeId.split('/');
  const texts = args.map(textOf);
  switch (name) {
    case 'subscription':
      return subscriptionOf(texts[0] ?? subscriptionId);
    case 'resourceGroup':
      return texts.length > 1 ? groupOf(texts[0] ?? '', texts[1] ?? '') : groupOf(subscriptionId, texts[0] ?? group);
    case 'tenant':
      return { tenantId: unknown('tenant') };
    case 'deployment':
      return { name: unknown('deployment') };
    case 'deployer':
      return { objectId: unknown('deployer'), tenantId: unknown('tenant') };
    case 'environment':
      return {
        name: 'AzureCloud',
        resourceManager: 'https://management.azure.com/',
        authentication: { loginEndpoint: 'https://login.microsoftonline.com/' },
        suffixes: { storage: 'core.windows.net', keyvaultDns: '.vault.azure.net' },
      };
    case 'subscriptionResourceId':
      return idOf(`/subscriptions/${subscriptionId}`, texts);
    case 'resourceId':
      return idOf(`/subscriptions/${subscriptionId}/resourceGroups/${group}`, texts);
    case 'tenantResourceId':
      return idOf('', texts);
    case 'extensionResourceId':
      return idOf(texts[0] ?? '', texts.slice(1));
    default:
      return undefined;
  }
}

function subscriptionOf(subscriptionId: string): Value {
  return {
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    tenantId: unknown('tenant'),
    displayName: unknown('subscription'),
  };
}

function groupOf(subscriptionId: string, name: string): Value {
  const id = `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
  return { id, name, location: unknown(`${name}.location`), tags: {} };
}

/** `[subscription, [group,]] type, name, …`: what comes before the type, which alone has a slash, says where it is. */
function idOf(scope: string, args: string[]): string {
  const i = args.findIndex((one) => /^[\w.]+\/[\w./]+$/.test(one));
  const [subscription, group] = args.slice(0, i);
  const [provider = '', ...kinds] = (args[i] ?? '').split('/');
  const names = args.slice(i + 1);
  const place = i < 2 ? scope : `/subscriptions/${subscription ?? ''}/resourceGroups/${group ?? ''}`;
  return `${place}/providers/${provider}${kinds.map((kind, n) => `/${kind}/${names[n] ?? ''}`).join('')}`;
}
