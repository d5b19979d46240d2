import type { Rendered } from '../render/render.js';
import { at, listAt, textOf } from '../render/value.js';
import type { Played } from '../scenarios/play.js';
import { accountOf, app, fault, made, MAIN, mustBe, settingsOf, type Fault, type Policy } from './policy.js';

/** In a private network the manifests and the keys are reached from nowhere else, and the app speaks out of it. */
export const closedNetwork: Policy = (played) => {
  if (played.scenario.params['vnetEnabled'] !== true) return [];
  const { values } = settingsOf(played);
  const accounts = made(played.main.resources, 'Microsoft.Storage/storageAccounts');
  const named = (setting: string): Rendered[] => accounts.filter(({ name }) => name === accountOf(values[setting]));
  const closed = [...named('MANIFEST_TABLE_ENDPOINT'), ...made(played.main.resources, 'Microsoft.KeyVault/vaults')];
  return [
    ...closed.flatMap((one) => mustBe(one, 'properties.publicNetworkAccess', 'Disabled')),
    ...[...closed, ...named('AzureWebJobsStorage__blobServiceUri')].flatMap((one) =>
      mustBe(one, 'properties.networkAcls.defaultAction', 'Deny'),
    ),
    ...subnetFaults(played),
    ...missingEndpoints(played),
  ];
};

/** Flex Consumption takes a subnet that is delegated to it. */
function subnetFaults(played: Played): Fault[] {
  const site = app(played);
  const id = textOf(at(site?.body, 'properties', 'virtualNetworkSubnetId') ?? '');
  const isDelegated = made(played.main.resources, 'Microsoft.Network/virtualNetworks').some((network) =>
    listAt(network.body, 'properties', 'subnets').some(
      (subnet) =>
        id === `${network.id}/subnets/${textOf(at(subnet, 'name') ?? '')}` &&
        at(subnet, 'properties', 'delegations', 0, 'properties', 'serviceName') === 'Microsoft.App/environments',
    ),
  );
  return isDelegated ? [] : [fault(site ?? MAIN, 'the app speaks out of no subnet that is delegated to it')];
}

/** Each service that the settings name has an endpoint. */
function missingEndpoints(played: Played): Fault[] {
  const { values } = settingsOf(played);
  const services = [
    'AzureWebJobsStorage__blobServiceUri',
    'AzureWebJobsStorage__queueServiceUri',
    'MANIFEST_TABLE_ENDPOINT',
  ];
  const reached = endpointsOf(played).map(
    ({ target, service }) => `https://${target.split('/').at(-1) ?? ''}.${service}.`,
  );
  return services
    .filter((name) => !reached.some((start) => values[name]?.startsWith(start)))
    .map((name) => fault(MAIN, `${name} has no private endpoint`));
}

const ZONES: Readonly<Record<string, string>> = {
  blob: 'privatelink.blob.core.windows.net',
  queue: 'privatelink.queue.core.windows.net',
  table: 'privatelink.table.core.windows.net',
  vault: 'privatelink.vaultcore.azure.net',
};

/**
 * Every private endpoint is found under the name of its service, in the network that it is in.
 * https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export const privateNames: Policy = (played) => {
  const zones = made(played.main.resources, 'Microsoft.Network/privateDnsZones');
  const links = made(played.main.resources, 'Microsoft.Network/privateDnsZones/virtualNetworkLinks');
  const groups = made(played.main.resources, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups');
  return endpointsOf(played).flatMap(({ of, service, subnet }) => {
    const group = groups.find(({ id }) => id.startsWith(`${of.id}/`));
    const zoneId = textOf(
      at(group?.body, 'properties', 'privateDnsZoneConfigs', 0, 'properties', 'privateDnsZoneId') ?? '',
    );
    const zone = zones.find(({ id }) => id === zoneId);
    const isLinked = links.some(
      (link) =>
        link.id.startsWith(`${zoneId}/`) &&
        subnet.startsWith(`${textOf(at(link.body, 'properties', 'virtualNetwork', 'id') ?? '')}/`),
    );
    return [
      ...(zone?.name === ZONES[service] ? [] : [fault(of, `${service} is named in ${zone?.name ?? 'no zone'}`)]),
      ...(isLinked ? [] : [fault(of, `the network does not know the names of ${service}`)]),
    ];
  });
};

function endpointsOf({ main }: Played): { of: Rendered; target: string; service: string; subnet: string }[] {
  return made(main.resources, 'Microsoft.Network/privateEndpoints').map((of) => {
    const connection = at(of.body, 'properties', 'privateLinkServiceConnections', 0, 'properties');
    return {
      of,
      target: textOf(at(connection, 'privateLinkServiceId') ?? ''),
      service: textOf(at(connection, 'groupIds', 0) ?? ''),
      subnet: textOf(at(of.body, 'properties', 'subnet', 'id') ?? ''),
    };
  });
}
