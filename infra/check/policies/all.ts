import type { CodeFacts } from '../code-facts.js';
import type { Finding } from '../finding.js';
import type { Project } from '../project/project.js';
import { play } from '../scenarios/play.js';
import { SCENARIOS } from '../scenarios/scenarios.js';
import { alertsThatFire, filledWorkbook, loggedCategories } from './alerts.js';
import { alwaysReady, guardedRoutes, safeHost } from './host.js';
import { noKeys } from './keyless.js';
import type { Policy } from './policy.js';
import { closedNetwork, privateNames } from './network.js';
import { openDoors } from './reachable.js';
import { appIdentity, leastPrivilege, namedPrincipals, neededRoles } from './roles.js';
import { fittingSettings, keptSecrets, reachedSettings } from './settings.js';
import { safeStorage, sameOrigins, sasPolicy, separateStorage } from './storage.js';
import { deadLetters, delivery, everyTopic } from './subscriptions.js';
import { ownIds, ownNames, secureParams, tagged } from './whole.js';

const POLICIES: Readonly<Record<string, Policy>> = {
  'storage-safety': safeStorage,
  'separate-storage': separateStorage,
  'sas-policy': sasPolicy,
  cors: sameOrigins,
  host: safeHost,
  'always-ready': alwaysReady,
  'guarded-routes': guardedRoutes,
  identity: appIdentity,
  'needed-roles': neededRoles,
  'least-privilege': leastPrivilege,
  'named-principals': namedPrincipals,
  network: closedNetwork,
  'private-names': privateNames,
  settings: fittingSettings,
  'reached-settings': reachedSettings,
  secrets: keptSecrets,
  delivery,
  'dead-letters': deadLetters,
  topics: everyTopic,
  alerts: alertsThatFire,
  workbook: filledWorkbook,
  'logged-categories': loggedCategories,
  'no-keys': noKeys,
  reachable: openDoors,
  'own-ids': ownIds,
  'own-names': ownNames,
  tags: tagged,
  'secure-params': secureParams,
};

export const POLICY_NAMES: readonly string[] = Object.keys(POLICIES);

/** What breaks a policy in any scenario; one policy, where one is named. */
export function findBrokenPolicies(project: Project, code: CodeFacts, only?: string): Finding[] {
  const policies = Object.entries(POLICIES).filter(([rule]) => only === undefined || rule === only);
  return SCENARIOS.flatMap((scenario) => {
    const { played, findings } = play(project, scenario);
    if (played === undefined) return findings;
    return policies.flatMap(([rule, policy]) =>
      policy(played, code, project).map(({ of, message }) => ({
        file: of.file,
        line: of.line,
        rule,
        message: `${message} (${scenario.name})`,
      })),
    );
  });
}
