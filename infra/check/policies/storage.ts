import { at, listAt, textOf } from '../render/value.js';
import { accountOf, fault, made, MAIN, mustBe, settingsOf, type Policy } from './policy.js';

/** No keys, nothing public, nothing old: of every account that is made. */
export const safeStorage: Policy = ({ main }) => [
  ...made(main.resources, 'Microsoft.Storage/storageAccounts').flatMap((account) => [
    ...mustBe(account, 'properties.allowSharedKeyAccess', false),
    ...mustBe(account, 'properties.allowBlobPublicAccess', false),
    ...mustBe(account, 'properties.supportsHttpsTrafficOnly', true),
    ...mustBe(account, 'properties.minimumTlsVersion', 'TLS1_2', 'TLS1_3'),
    ...(/^[a-z0-9]{3,24}$/.test(account.name) ? [] : [fault(account, `${account.name} is no name for an account`)]),
  ]),
  ...made(main.resources, 'Microsoft.Storage/storageAccounts/blobServices/containers').flatMap((container) =>
    mustBe(container, 'properties.publicAccess', 'None'),
  ),
];

/** The host, the manifests and the media lie in accounts of their own, so that no role on one reaches another. */
export const separateStorage: Policy = (played) => {
  const { of, values } = settingsOf(played);
  const host = accountOf(values['AzureWebJobsStorage__blobServiceUri']);
  const manifests = accountOf(values['MANIFEST_TABLE_ENDPOINT']);
  const shared = (values['MEDIA_STORAGE_ACCOUNTS'] ?? '').includes(host) || host === manifests;
  return shared ? [fault(of, 'the host shares its storage account')] : [];
};

/** An account that is made for media refuses, or logs, what spans longer than the app ever signs, and nothing shorter. */
export const sasPolicy: Policy = (played) => {
  const { values } = settingsOf(played);
  // Signatures begin a quarter of an hour early (src/domain/signing-window.ts).
  const lives = ['SIGNING_MINIMUM_LIFE_MINUTES', 'SIGNING_MAXIMUM_LIFE_MINUTES'].map((name) => Number(values[name]));
  const longest = 15 + Number(values['SIGNING_WINDOW_MINUTES']) + Math.max(...lives);
  return made(played.main.resources, 'Microsoft.Storage/storageAccounts')
    .filter(({ name }) => (values['MEDIA_STORAGE_ACCOUNTS'] ?? '').includes(`//${name}.`))
    .flatMap((account) => {
      const period = textOf(at(account.body, 'properties', 'sasPolicy', 'sasExpirationPeriod') ?? '');
      const [, days, hours, minutes] = /^(\d+)\.(\d\d):(\d\d):00$/.exec(period) ?? [];
      const allowed = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
      if (allowed === longest && Number(hours) < 24 && Number(minutes) < 60) return [];
      return [fault(account, `sasPolicy allows ${period}; signatures span up to ${longest} minutes`)];
    });
};

/** One parameter says which origins may call: it reaches the platform, the app, and the media that is made. */
export const sameOrigins: Policy = (played) => {
  const { of, values } = settingsOf(played);
  const origins = (values['CORS_ALLOWED_ORIGINS'] ?? '').split(',').filter((one) => one !== '');
  const wanted = textOf(played.scenario.params['corsAllowedOrigins'] ?? '')
    .split(/[\s,]+/)
    .filter((one) => one !== '');
  const [site] = made(played.main.resources, 'Microsoft.Web/sites');
  const platform = listAt(site?.body, 'properties', 'siteConfig', 'cors', 'allowedOrigins').map(textOf);
  const blobs = made(played.main.resources, 'Microsoft.Storage/storageAccounts/blobServices').flatMap((service) =>
    listAt(service.body, 'properties', 'cors', 'corsRules').map((rule) => ({ service, rule })),
  );
  const isSame = (list: string[]): boolean => JSON.stringify(list) === JSON.stringify(wanted);
  const hasMedia = wanted.length === 0 || blobs.length > 0 || !asksForCors(played.scenario.params);
  return [
    ...(isSame(origins) ? [] : [fault(of, `CORS_ALLOWED_ORIGINS is ${origins.join()}, and not ${wanted.join()}`)]),
    ...(isSame(platform)
      ? []
      : [fault(site ?? MAIN, `the platform lets in ${platform.join()}, and not ${wanted.join()}`)]),
    ...(hasMedia ? [] : [fault(MAIN, 'the origins reach no media')]),
    ...blobs
      .filter(({ rule }) => !listAt(rule, 'allowedMethods').every((method) => method === 'GET' || method === 'HEAD'))
      .map(({ service }) => fault(service, 'pages may do more with the media than read')),
    ...blobs
      .filter(({ rule }) => !isSame(listAt(rule, 'allowedOrigins').map(textOf)))
      .map(({ service }) => fault(service, 'other origins reach the media')),
  ];
};

function asksForCors(params: Record<string, unknown>): boolean {
  const accounts = params['mediaAccounts'];
  return (
    !Array.isArray(accounts) ||
    accounts.some((one: unknown) => typeof one === 'object' && one !== null && 'cors' in one)
  );
}
