import { at, isInstance, listAt, textOf } from '../render/value.js';
import type { DeclaredFunction } from '../read-function.js';
import { app, fault, made, MAIN, mustBe, type Policy } from './policy.js';

/** The function app is reached over TLS alone, has no passwords, runs on Flex Consumption, and its code lies where it looks. */
export const safeHost: Policy = (played) => {
  const site = app(played);
  if (site === undefined) return [fault(MAIN, 'there is no function app')];
  const [plan] = made(played.main.resources, 'Microsoft.Web/serverfarms');
  const passwords = ['ftp', 'scm'].filter((kind) => {
    const policy = made(played.main.resources, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies').find(
      ({ name }) => name.endsWith(`/${kind}`),
    );
    return at(policy?.body, 'properties', 'allow') !== false;
  });
  const code = textOf(at(site.body, 'properties', 'functionAppConfig', 'deployment', 'storage', 'value') ?? '');
  const [, account, container] = /^https:\/\/(\w+)\.blob\.[^/]+\/([^/]+)$/.exec(code) ?? [];
  const isThere = made(played.main.resources, 'Microsoft.Storage/storageAccounts/blobServices/containers').some(
    ({ name }) => name === `${account ?? ''}/default/${container ?? ''}`,
  );
  return [
    ...mustBe(site, 'properties.httpsOnly', true),
    ...mustBe(site, 'properties.siteConfig.minTlsVersion', '1.2', '1.3'),
    ...mustBe(site, 'properties.siteConfig.ftpsState', 'Disabled'),
    ...mustBe(site, 'properties.functionAppConfig.runtime.name', 'node'),
    ...mustBe(site, 'properties.functionAppConfig.deployment.storage.type', 'blobContainer'),
    ...mustBe(site, 'properties.functionAppConfig.deployment.storage.authentication.type', 'UserAssignedIdentity'),
    ...mustBe(site, 'properties.functionAppConfig.scaleAndConcurrency.instanceMemoryMB', 512, 2048, 4096),
    ...(at(plan?.body, 'sku', 'name') === 'FC1' ? [] : [fault(plan ?? MAIN, 'the plan is not Flex Consumption (FC1)')]),
    ...passwords.map((kind) => fault(site, `${kind} can be used with a password`)),
    ...(isThere ? [] : [fault(site, `the code is deployed to ${code}, which is not made`)]),
  ];
};

/** All HTTP functions scale together as `http`, every other alone. https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to */
export const alwaysReady: Policy = (played, { functions }) => {
  const groups = [
    'http',
    ...functions.filter(({ trigger }) => trigger !== 'http').map(({ name }) => `function:${name}`),
  ];
  const site = app(played);
  return listAt(site?.body, 'properties', 'functionAppConfig', 'scaleAndConcurrency', 'alwaysReady')
    .map((one) => textOf(at(one, 'name') ?? ''))
    .filter((name) => !groups.includes(name))
    .map((name) => fault(site ?? MAIN, `alwaysReady: ${name} is none of ${groups.join(', ')}`));
};

/** Without a key the routes are open to whoever reaches the app, so the platform must turn everybody else away. */
export const guardedRoutes: Policy = (played, { functions }) => {
  const config = (name: string) =>
    made(played.main.resources, 'Microsoft.Web/sites/config').find((one) => one.name.endsWith(`/${name}`));
  const [auth, settings] = [config('authsettingsV2'), config('appsettings')];
  const site = app(played);
  const isSignedIn =
    at(auth?.body, 'properties', 'platform', 'enabled') === true &&
    at(auth?.body, 'properties', 'globalValidation', 'requireAuthentication') === true &&
    /^Return40[13]$/.test(
      textOf(at(auth?.body, 'properties', 'globalValidation', 'unauthenticatedClientAction') ?? ''),
    );
  const isRestricted =
    at(site?.body, 'properties', 'siteConfig', 'ipSecurityRestrictionsDefaultAction') === 'Deny' &&
    listAt(site?.body, 'properties', 'siteConfig', 'ipSecurityRestrictions').length > 0;
  const isAnonymous = at(settings?.body, 'properties', 'HTTP_AUTH_LEVEL') === 'anonymous';
  const open = isAnonymous && !isSignedIn && !isRestricted;
  const rules = listAt(site?.body, 'properties', 'siteConfig', 'ipSecurityRestrictions');
  const letsEventsIn = !isRestricted || rules.some((one) => at(one, 'ipAddress') === 'AzureEventGrid');
  const excluded = listAt(auth?.body, 'properties', 'globalValidation', 'excludedPaths').map(textOf);
  const mustPass = [
    '/runtime/webhooks/*',
    ...functions.filter((one) => one.isAnonymous && !one.isPreflight).map(excludedPath),
  ];
  const isInTime = listAt(settings?.body, 'dependsOn').some(
    (one) => isInstance(one) && `${auth?.path ?? ''}/`.startsWith(`${one.path}/`),
  );
  const isAskedFor = at(played.scenario.params['access'], 'kind') === 'easyAuth';
  const blocked = isSignedIn ? mustPass.filter((path) => !excluded.includes(path)) : [];
  return [
    ...(open ? [fault(settings ?? MAIN, 'HTTP_AUTH_LEVEL is anonymous, and nothing else guards the routes')] : []),
    ...(isInTime ? [] : [fault(settings ?? MAIN, 'settings that open the routes may come before what guards them')]),
    ...(letsEventsIn ? [] : [fault(site ?? MAIN, 'the restrictions keep Event Grid out')]),
    ...(isAskedFor || auth === undefined ? [] : mustBe(auth, 'properties.platform.enabled', false)),
    ...blocked.map((path) => fault(auth ?? MAIN, `Easy Auth stands in front of ${path}`)),
    ...excluded
      .filter((path) => !isOpenToAll(path, functions))
      .map((path) => fault(auth ?? MAIN, `Easy Auth leaves out ${path}, which is no route that guards itself`)),
  ];
};

/** Paths that may be left out: the host's own, and routes that are anonymous in any case or want a key in any case. */
function isOpenToAll(path: string, functions: Parameters<Policy>[1]['functions']): boolean {
  const open = functions.filter((one) => one.isAnonymous && !one.isPreflight).map(excludedPath);
  const keyed = functions.filter((one) => one.hasOwnKey).map(({ route }) => `/api/${route ?? ''}`);
  return ['/runtime/webhooks/*', ...open, ...keyed].includes(path);
}

/** As Easy Auth leaves it out: a path with a parameter by what comes before it. */
function excludedPath({ route }: Pick<DeclaredFunction, 'route'>): string {
  return `/api/${(route ?? '').replace(/\{.*$/, '*')}`;
}
