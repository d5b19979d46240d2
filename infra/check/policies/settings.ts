import { readConfig } from '../../../src/config/config.js';
import { NEEDED_BY_HOST, OF_HOST } from './settings-of-host.js';
import { SECRET } from '../scenarios/scenarios.js';
import { at, textOf } from '../render/value.js';
import { fault, made, MAIN, settingsOf, type Policy } from './policy.js';

/** The code accepts the settings that it is given, and is given none that it does not read. */
export const fittingSettings: Policy = (played, code) => {
  const { of, values } = settingsOf(played);
  const result = readConfig(values);
  const unread = Object.keys(values).filter((name) => !code.settings.includes(name) && !(name in OF_HOST));
  return [
    ...('problems' in result ? result.problems.map((problem) => fault(of, `the code refuses: ${problem}`)) : []),
    ...unread.map((name) => fault(of, `nothing reads ${name}`)),
    ...NEEDED_BY_HOST.filter((name) => !(name in values)).map((name) => fault(of, `${name} is missing`)),
    ...(values['AzureWebJobsStorage__credential'] === 'managedidentity'
      ? []
      : [fault(of, 'the host does not use its identity')]),
    ...(/^ClientId=.+;Authorization=AAD$/.test(values['APPLICATIONINSIGHTS_AUTHENTICATION_STRING'] ?? '')
      ? []
      : [fault(of, 'telemetry is not sent with the identity')]),
    ...('MEDIA_SERVICES_ENDPOINT' in values && !('AZURE_AUTHORITY_HOST' in values)
      ? [fault(of, 'a client secret would be sent to the public cloud, wherever this is')]
      : []),
  ];
};

/** Every param of main.bicep that a setting is named after reaches that setting. */
export const reachedSettings: Policy = (played) => {
  const { of, values } = settingsOf(played);
  return Object.entries(played.scenario.params).flatMap(([param, value]) => {
    const name = param.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    const isPlain =
      typeof value === 'number' || (typeof value === 'string' && value !== SECRET && name !== 'CORS_ALLOWED_ORIGINS');
    if (!isPlain || values[name] === undefined || values[name] === String(value)) return [];
    return [fault(of, `${name} is ${values[name]}, though ${param} is ${value}`)];
  });
};

/** What the user keeps secret goes into the vault: it is no setting, no output, and nothing else that shows. */
export const keptSecrets: Policy = (played) => {
  const all = [...played.main.resources, ...played.eventing.resources].filter(({ isExisting }) => !isExisting);
  const secrets = made(all, 'Microsoft.KeyVault/vaults/secrets');
  const shown = all.filter((one) => !secrets.includes(one) && JSON.stringify(one.body).includes(SECRET));
  const outputs = [...played.main.allOutputs, ...played.eventing.allOutputs];
  const isAsked = JSON.stringify(played.scenario.params).includes(SECRET);
  const { of, values } = settingsOf(played);
  const references = Object.entries(values).filter(([, value]) => value.startsWith('@Microsoft.KeyVault('));
  const broken = references.filter(([, value]) => {
    const name = /\(SecretUri=«[^»]+»secrets\/([\w-]+)\)$/.exec(value)?.[1];
    return !secrets.some(
      (one) => one.name.endsWith(`/${name ?? ''}`) && at(one.body, 'properties', 'value') === SECRET,
    );
  });
  return [
    ...shown.map((one) => fault(one, 'shows what the user keeps secret')),
    ...outputs
      .filter((one) => JSON.stringify(one.outputs).includes(SECRET))
      .map(({ file }) => fault({ file, line: 1 }, 'an output shows what the user keeps secret')),
    ...(isAsked && references.length === 0 ? [fault(MAIN, 'the key reaches no setting')] : []),
    ...broken.map(([name, value]) => fault(of, `${name} refers to a secret that is not there: ${textOf(value)}`)),
    ...Object.entries(values)
      .filter(
        ([name, value]) =>
          /KEYS?$|SECRET|PASSWORD|HEADERS$|^M.*CONNECTION_STRING/.test(name) && isPlainSecret(name, value),
      )
      .map(([name]) => fault(of, `${name} is a secret, and no reference to the vault`)),
  ];
};

/** `VIDEO_ID_KEY` names a member of events; it opens nothing. */
function isPlainSecret(name: string, value: string): boolean {
  return name !== 'VIDEO_ID_KEY' && !value.startsWith('@Microsoft.KeyVault(');
}
