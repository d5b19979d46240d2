import type { Rendered } from '../render/render.js';
import { at, isObject, textOf } from '../render/value.js';
import type { Played } from '../scenarios/play.js';
import { app, made } from './policy.js';
import { roleName } from './roles-table.js';

/** Who may do what, and where. */
export interface Assignment {
  role: string;
  principal: string;
  /** The id of the resource that it is given on. */
  scope: string;
  of: Rendered;
}

const SUFFIX = '/providers/Microsoft.Authorization/roleAssignments/';

export function assignmentsOf({ main, eventing }: Played): Assignment[] {
  return made([...main.resources, ...eventing.resources], 'Microsoft.Authorization/roleAssignments').map((of) => {
    const id =
      textOf(at(of.body, 'properties', 'roleDefinitionId') ?? '')
        .split('/')
        .at(-1) ?? '';
    return {
      role: roleName(id) ?? id,
      principal: textOf(at(of.body, 'properties', 'principalId') ?? ''),
      scope: of.id.slice(0, of.id.lastIndexOf(SUFFIX)),
      of,
    };
  });
}

/** The identity that the app runs as, as role assignments name it. */
export function appPrincipal(played: Played): string {
  const identities = at(app(played)?.body, 'identity', 'userAssignedIdentities');
  const [id] = identities !== undefined && isObject(identities) ? Object.keys(identities) : [];
  const identity = made(played.main.resources, 'Microsoft.ManagedIdentity/userAssignedIdentities').find(
    (one) => one.id === id,
  );
  return identity === undefined ? '' : `«${identity.path}.properties.principalId»`;
}

/** `/…/storageAccounts/name`, by the account's name. */
export function isAccount(scope: string, name: string): boolean {
  return name !== '' && scope.endsWith(`/Microsoft.Storage/storageAccounts/${name}`);
}
