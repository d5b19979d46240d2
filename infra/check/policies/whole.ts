import { SECRET } from '../scenarios/scenarios.js';
import { at } from '../render/value.js';
import { fault, made, MAIN, mustBe, type Policy } from './policy.js';

/** No two resources are made under one id: the later would undo the earlier. */
export const ownIds: Policy = ({ main, eventing }) => {
  const all = [...main.resources, ...eventing.resources].filter(({ isExisting }) => !isExisting);
  return all
    .filter((one, i) => all.findIndex(({ id }) => id.toLowerCase() === one.id.toLowerCase()) < i)
    .map((one) => fault(one, `${one.id} is made twice`));
};

/** These types have names that all of Azure shares. */
const SHARED = [
  'Microsoft.Storage/storageAccounts',
  'Microsoft.KeyVault/vaults',
  'Microsoft.Web/sites',
  'Microsoft.EventGrid/topics',
];

/** A name that others may have taken holds a hash of the subscription and the environment. */
export const ownNames: Policy = ({ main }) =>
  SHARED.flatMap((type) => made(main.resources, type))
    .filter(({ name }) => !/[a-z0-9]{13}$/.test(name))
    .map((one) => fault(one, `${one.name} may be taken: all of Azure shares such names`));

/** azd finds what it made by the tag of the environment. */
export const tagged: Policy = ({ main, scenario }) =>
  made(main.resources, 'Microsoft.Resources/resourceGroups').flatMap((group) =>
    mustBe(group, 'tags.azd-env-name', scenario.params['environmentName'] ?? ''),
  );

/** What the user keeps secret is a param that Azure shows in no deployment. */
export const secureParams: Policy = ({ scenario }, _, project) => {
  const params = project.files.get('infra/main.bicep')?.params ?? [];
  return params
    .filter(({ name, decorators }) => {
      const isSecure = decorators.some((one) => one.name === 'secure');
      return at(scenario.params, name) === SECRET && !isSecure;
    })
    .map(({ name, line }) => fault({ ...MAIN, line }, `${name} is secret, and not marked @secure()`));
};
