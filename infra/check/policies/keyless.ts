import { at } from '../render/value.js';
import { fault, made, mustBe, type Policy } from './policy.js';

/** Telemetry, events and the vault know who comes by identity and role; only publishers may be given keys, if asked for. */
export const noKeys: Policy = ({ main, scenario }) => [
  ...made(main.resources, 'Microsoft.Insights/components').flatMap((one) =>
    mustBe(one, 'properties.DisableLocalAuth', true),
  ),
  ...made(main.resources, 'Microsoft.OperationalInsights/workspaces').flatMap((one) =>
    mustBe(one, 'properties.features.disableLocalAuth', true),
  ),
  ...made(main.resources, 'Microsoft.EventGrid/topics').flatMap((one) => [
    ...mustBe(one, 'properties.disableLocalAuth', scenario.params['topicAcceptsKeys'] !== true),
    ...mustBe(one, 'properties.minimumTlsVersionAllowed', '1.2', '1.3'),
  ]),
  ...made(main.resources, 'Microsoft.KeyVault/vaults').flatMap((one) => [
    ...mustBe(one, 'properties.enableRbacAuthorization', true),
    ...(at(one.body, 'properties', 'enablePurgeProtection') === undefined
      ? []
      : [fault(one, 'azd down --purge would leave the name taken, and azd up could not make it again')]),
  ]),
];
