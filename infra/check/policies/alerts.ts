import type { Rendered } from '../render/render.js';
import { at, isObject, listAt, textOf } from '../render/value.js';
import type { Played } from '../scenarios/play.js';
import { fault, made, MAIN, mustBe, type Fault, type Policy } from './policy.js';

/** https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule */
const MINUTES: Readonly<Record<string, number>> = {
  PT5M: 5,
  PT10M: 10,
  PT15M: 15,
  PT30M: 30,
  PT45M: 45,
  PT1H: 60,
  PT2H: 120,
  PT3H: 180,
  PT4H: 240,
  PT5H: 300,
  PT6H: 360,
  P1D: 1440,
  P2D: 2880,
};

const RULES = ['Microsoft.Insights/scheduledQueryRules', 'Microsoft.Insights/metricAlerts'];

/** Every alert is on, compares a number of what the app sends with a limit, looks back far enough, and reaches who is named. */
export const alertsThatFire: Policy = (played) => {
  const [logRules = [], metricRules = []] = RULES.map((type) => made(played.main.resources, type));
  const component = made(played.main.resources, 'Microsoft.Insights/components')[0]?.id ?? '';
  return [
    ...(logRules.length === 0 ? [fault(MAIN, 'no alert looks at the logs')] : []),
    ...logRules.flatMap((rule) => [
      ...mustBe(rule, 'properties.criteria.allOf.0.operator', 'GreaterThan'),
      // Its one row holds the number: how many rows there are would say "one", always.
      ...mustBe(rule, 'properties.criteria.allOf.0.timeAggregation', 'Maximum'),
      ...(listAt(rule.body, 'properties', 'scopes').includes(component)
        ? []
        : [fault(rule, 'the alert looks elsewhere than where the app sends its logs')]),
    ]),
    ...metricRules.flatMap((rule) => [
      ...mustBe(rule, 'properties.criteria.allOf.0.operator', 'GreaterThan'),
      ...mustBe(rule, 'properties.criteria.allOf.0.timeAggregation', 'Total'),
      ...mustBe(rule, 'properties.criteria.allOf.0.metricName', 'DeadLetteredCount'),
      ...namespaceFaults(rule),
    ]),
    ...[...logRules, ...metricRules].flatMap((rule) => [
      ...mustBe(rule, 'properties.enabled', true),
      ...timeFaults(rule),
      ...actionFaults(rule, played),
    ]),
    ...unwatchedTopics(metricRules, played),
    ...lostLimits([...logRules, ...metricRules], played),
  ];
};

function timeFaults(rule: Rendered): Fault[] {
  const [every, over] = ['evaluationFrequency', 'windowSize'].map((name) =>
    textOf(at(rule.body, 'properties', name) ?? ''),
  );
  const [asked, lookedAt] = [MINUTES[every ?? ''], MINUTES[over ?? '']];
  if (asked !== undefined && lookedAt !== undefined && asked <= lookedAt) return [];
  return [
    fault(rule, `asked every ${every ?? '?'} about ${over ?? '?'}: Azure takes other times, or some are never seen`),
  ];
}

/** A metric is looked for under the type of the resource that it is of. */
function namespaceFaults(rule: Rendered): Fault[] {
  const scope = textOf(at(rule.body, 'properties', 'scopes', 0) ?? '').split('/');
  return mustBe(rule, 'properties.criteria.allOf.0.metricNamespace', scope.slice(6, 8).join('/'));
}

function actionFaults(rule: Rendered, { main, scenario }: Played): Fault[] {
  const addresses = textOf(scenario.params['alertEmails'] ?? '')
    .split(',')
    .filter((address) => address !== '');
  const groups = made(main.resources, 'Microsoft.Insights/actionGroups').filter(({ id }) =>
    JSON.stringify(at(rule.body, 'properties', 'actions') ?? '').includes(`"${id}"`),
  );
  const told = groups
    .filter(({ body }) => at(body, 'properties', 'enabled') === true)
    .flatMap(({ body }) => listAt(body, 'properties', 'emailReceivers'))
    .map((one) => textOf(at(one, 'emailAddress') ?? ''));
  return addresses.filter((one) => !told.includes(one)).map((one) => fault(rule, `${one} is not told`));
}

function unwatchedTopics(rules: readonly Rendered[], { main }: Played): Fault[] {
  const watched = rules.flatMap(({ body }) => listAt(body, 'properties', 'scopes').map(textOf));
  return textOf(main.outputs['SUBSCRIBED_TOPIC_IDS'] ?? '')
    .split(',')
    .filter((id) => id !== '' && !watched.includes(id))
    .map((id) => fault(MAIN, `no alert tells of dead letters of ${id}`));
}

/** Each number that the user gives is the limit of an alert. */
function lostLimits(rules: readonly Rendered[], { scenario }: Played): Fault[] {
  const limits = rules.map(({ body }) => at(body, 'properties', 'criteria', 'allOf', 0, 'threshold'));
  const asked = scenario.params['thresholds'];
  return Object.entries(asked !== undefined && isObject(asked) ? asked : {})
    .filter(([, value]) => !limits.includes(value))
    .map(([name]) => fault(MAIN, `${name} is the limit of no alert`));
}

/** The workbook stands beside the logs that it shows, with every $(name) of its text filled in. */
export const filledWorkbook: Policy = ({ main }) => {
  const [workbook] = made(main.resources, 'Microsoft.Insights/workbooks');
  if (workbook === undefined) return [fault(MAIN, 'there is no workbook')];
  const component = made(main.resources, 'Microsoft.Insights/components')[0]?.id ?? '';
  const text = textOf(at(workbook.body, 'properties', 'serializedData') ?? '');
  const left = new Set([...text.matchAll(/\$\(\w+\)/g)].map(([token]) => token));
  return [
    ...mustBe(workbook, 'properties.sourceId', component),
    ...[...left].map((token) => fault(workbook, `nothing is filled in for ${token}`)),
  ];
};

/** Names that no list of a type has. https://learn.microsoft.com/azure/azure-monitor/reference/supported-logs/logs-index */
const CATEGORIES: Readonly<Record<string, string>> = {
  'Microsoft.EventGrid/topics': 'DeliveryFailures',
  'Microsoft.Storage/storageAccounts': 'StorageRead',
};

/** What the platform is asked to log is something that it logs. */
export const loggedCategories: Policy = ({ main }) =>
  made(main.resources, 'Microsoft.Insights/diagnosticSettings').flatMap((setting) => {
    const [, type = ''] = /\/providers\/([^/]+\/[^/]+)\/.*\/providers\/Microsoft\.Insights\//i.exec(setting.id) ?? [];
    return [
      ...mustBe(setting, 'properties.logs.0.category', CATEGORIES[type] ?? ''),
      ...mustBe(setting, 'properties.logs.0.enabled', true),
    ];
  });
