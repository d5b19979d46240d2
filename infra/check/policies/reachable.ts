import type { Rendered } from '../render/render.js';
import { at, listAt, textOf } from '../render/value.js';
import { accountOf, app, fault, made, mustBe, settingsOf, type Fault, type Policy } from './policy.js';

/** What has to be reached is reached: the app by events and by who deploys it, storage by the app and by dead letters. */
export const openDoors: Policy = (played) => {
  const { main, scenario } = played;
  const site = app(played);
  const host = accountOf(settingsOf(played).values['AzureWebJobsStorage__blobServiceUri']);
  const accounts = made(main.resources, 'Microsoft.Storage/storageAccounts');
  const isPrivate = scenario.params['vnetEnabled'] === true;
  return [
    ...(site === undefined ? [] : siteFaults(site)),
    ...made(main.resources, 'Microsoft.Web/serverfarms').flatMap((plan) => mustBe(plan, 'properties.reserved', true)),
    // No private endpoint is made for it: publishers are elsewhere.
    ...made(main.resources, 'Microsoft.EventGrid/topics').flatMap((topic) =>
      mustBe(topic, 'properties.publicNetworkAccess', 'Enabled'),
    ),
    ...accounts
      .filter(({ name }) => name === host)
      .flatMap((account) => [
        // Event Grid brings dead letters as a service that is trusted, and from no address that could be listed.
        ...mustBe(account, 'properties.publicNetworkAccess', 'Enabled'),
        ...mustBe(account, 'properties.networkAcls.bypass', 'AzureServices'),
      ]),
    ...(isPrivate ? [] : [...accounts, ...made(main.resources, 'Microsoft.KeyVault/vaults')].flatMap(openFaults)),
  ];
};

function openFaults(one: Rendered): Fault[] {
  const acls = at(one.body, 'properties', 'networkAcls');
  return [
    ...mustBe(one, 'properties.publicNetworkAccess', 'Enabled'),
    ...(acls === undefined ? [] : mustBe(one, 'properties.networkAcls.defaultAction', 'Allow')),
  ];
}

function siteFaults(site: Rendered): Fault[] {
  const rules = listAt(site.body, 'properties', 'siteConfig', 'ipSecurityRestrictions');
  const priorities = rules.map((rule) => textOf(at(rule, 'priority') ?? ''));
  const ofAnybody = rules.filter(
    (rule) =>
      at(rule, 'ipAddress') === 'AzureFrontDoor.Backend' && listAt(rule, 'headers', 'x-azure-fdid').length === 0,
  );
  return [
    ...mustBe(site, 'properties.publicNetworkAccess', 'Enabled'),
    ...mustBe(site, 'kind', 'functionapp,linux'),
    ...mustNotBe(site, 'Event Grid brings no certificate', 'clientCertEnabled'),
    ...mustNotBe(site, 'with any origin, the platform refuses that', 'siteConfig', 'cors', 'supportCredentials'),
    ...mustNotBe(site, 'nobody could deploy', 'siteConfig', 'scmIpSecurityRestrictionsUseMain'),
    ...(new Set(priorities).size === priorities.length ? [] : [fault(site, 'two restrictions have one priority')]),
    ...ofAnybody.map(() => fault(site, 'every Front Door is let in, not one')),
  ];
}

function mustNotBe(site: Rendered, because: string, ...path: string[]): Fault[] {
  if (at(site.body, 'properties', ...path) !== true) return [];
  return [fault(site, `${path.join('.')} must not be true: ${because}`)];
}
