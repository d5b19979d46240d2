interface SeededFault {
  fault: string;
  file: string;
  /** Stands in the file once. */
  text: string;
  instead: string;
  finding: RegExp;
}

const alert = (name: string): string => `infra/queries/${name}.kql`;
const workbook = 'infra/workbook.json';
const docs = 'docs/queries.md';

/** Mistakes that somebody could make, each put into the real file. */
export const seededFaults: SeededFault[] = [
  {
    fault: 'an unknown table',
    file: alert('failed-requests'),
    text: '\nrequests\n',
    instead: '\nrequest\n',
    finding: /failed-requests\.kql:2: .*'request' does not refer to any known table/,
  },
  {
    fault: 'an unknown column',
    file: alert('slow-answers'),
    text: 'percentile(duration, 95)',
    instead: 'percentile(durationMs, 95)',
    finding: /slow-answers\.kql:4: .*'durationMs' does not refer to any known column/,
  },
  {
    fault: 'a column of the workspace in the component',
    file: alert('access-denied'),
    text: 'sum(itemCount)',
    instead: 'sum(ItemCount)',
    finding: /'ItemCount' does not refer/,
  },
  {
    fault: 'a table of the component in the workspace',
    file: docs,
    text: 'AegDeliveryFailureLogs\n',
    instead: 'exceptions\n',
    finding: /'exceptions' does not refer to any known table/,
  },
  {
    fault: 'an unknown function',
    file: workbook,
    text: 'dcount(tostring(line.videoId)), Images',
    instead: 'dcunt(tostring(line.videoId)), Images',
    finding: /'dcunt' does not refer to any known function/,
  },
  {
    fault: 'types that cannot be compared',
    file: alert('recording-failures'),
    text: 'attempts >= 3',
    instead: 'id >= 3',
    finding: /operator '>=' is not defined for the operand types string and long/,
  },
  {
    fault: 'a sum of texts',
    file: docs,
    text: 'summarize gigabytes = round(sum(Quantity)',
    instead: 'summarize gigabytes = round(sum(DataType)',
    finding: /must be summable/,
  },
  {
    fault: 'a missing pipe',
    file: alert('rejected-events'),
    text: '| summarize',
    instead: 'summarize',
    finding: /rejected-events\.kql:5: Expected: ;/,
  },
  {
    fault: 'a missing parenthesis',
    file: docs,
    text: 'let around = 2h;',
    instead: 'let around = (2h;',
    finding: /Expected: \)/,
  },
  {
    fault: 'an event that the code does not log',
    file: alert('access-denied'),
    text: "== 'access-denied'",
    instead: "== 'access-refused'",
    finding: /the code logs no event `access-refused`/,
  },
  {
    fault: 'a misspelt event in a list',
    file: alert('rejected-events'),
    text: "'place-refused'",
    instead: "'place-refusd'",
    finding: /the code logs no event `place-refusd`/,
  },
  {
    fault: 'a misspelt event behind a column',
    file: workbook,
    text: "where event == 'access-denied'",
    instead: "where event == 'acces-denied'",
    finding: /the code logs no event `acces-denied`/,
  },
  {
    fault: 'an event that is searched for loosely',
    file: alert('late-manifests'),
    text: "tostring(line.event) == 'manifest-recorded'",
    instead: "tostring(line.event) has 'manifests-recorded'",
    finding: /an event is asked for with `==` or `in`/,
  },
  {
    fault: 'a misspelt field',
    file: alert('late-manifests'),
    text: 'line.ageSeconds',
    instead: 'line.ageSecond',
    finding: /none of manifest-recorded has a field `ageSecond`/,
  },
  {
    fault: 'a field of another event',
    file: alert('recording-failures'),
    text: 'tostring(line.id)',
    instead: 'tostring(line.videoId)',
    finding: /none of recording-failed has a field `videoId`/,
  },
  {
    fault: 'a field that no event has',
    file: docs,
    text: 'where tostring(line.id) == id',
    instead: 'where tostring(line.eventId) == id',
    finding: /no event has a field `eventId`/,
  },
  {
    fault: 'a field of another event behind a let',
    file: workbook,
    text: "strcat_array(line.failing, ', '))",
    instead: 'tostring(line.place))',
    finding: /none of not-ready has a field `place`/,
  },
  {
    fault: 'a text read as a number',
    file: docs,
    text: 'top 50 by tolong(line.milliseconds)',
    instead: 'top 50 by tolong(line.outcome)',
    finding: /`line\.outcome` is a string: it needs tostring/,
  },
  {
    fault: 'a number read as a text',
    file: alert('late-manifests'),
    text: 'todouble(line.ageSeconds)',
    instead: 'strlen(tostring(line.ageSeconds))',
    finding: /`line\.ageSeconds` is a number: it needs tolong or toint or todouble/,
  },
  {
    fault: 'a list read as a text',
    file: docs,
    text: 'mv-expand reason = line.reasons to typeof(string)',
    instead: 'extend reason = tolower(line.reasons)',
    finding: /`line\.reasons` is a dynamic: it needs/,
  },
  {
    fault: 'a field in brackets',
    file: alert('recording-failures'),
    text: 'tostring(line.code)',
    instead: "tostring(line['cod'])",
    finding: /a field is named as `line\.field`/,
  },
  {
    fault: 'an outcome that there is not',
    file: alert('late-manifests'),
    text: "'replaced'",
    instead: "'updated'",
    finding: /there is no outcome `updated` here/,
  },
  {
    fault: 'a line that is read in another way',
    file: alert('access-denied'),
    text: 'extend line = parse_json(message)',
    instead: 'extend log = parse_json(message), line = dynamic(null)',
    finding: /a log line is read by `extend line = parse_json\(message\)`/,
  },
  {
    fault: 'a column that the alert compares and the query does not give',
    file: alert('failed-requests'),
    text: 'project failedPercent =',
    instead: 'project percent =',
    finding: /a column `failedPercent` is counted on/,
  },
  {
    fault: 'an alert that compares another column',
    file: 'infra/modules/alerts.bicep',
    text: "measure: 'p95Milliseconds'",
    instead: "measure: 'p95'",
    finding: /slow-answers\.kql:1: a column `p95` is counted on/,
  },
  {
    fault: 'an alert whose file is misspelt',
    file: 'infra/modules/alerts.bicep',
    text: 'queries/late-manifests.kql',
    instead: 'queries/late-manifest.kql',
    finding: /there is no infra\/queries\/late-manifest\.kql to load/,
  },
  {
    fault: 'a workbook parameter that there is not',
    file: workbook,
    text: '{VideoId:escape}',
    instead: '{Video:escape}',
    finding: /there is no parameter \{Video:escape\}/,
  },
  {
    fault: 'a form that a parameter does not have',
    file: workbook,
    text: 'What was logged of {VideoId}',
    instead: 'What was logged of {VideoId:grain}',
    finding: /there is no parameter \{VideoId:grain\}/,
  },
  {
    fault: 'a metric of a parameter that there is not',
    file: workbook,
    text: '"resourceParameter": "Topic"',
    instead: '"resourceParameter": "Topics"',
    finding: /there is no parameter Topics/,
  },
  {
    fault: 'a tile without its column',
    file: workbook,
    text: '"columnMatch": "advice"',
    instead: '"columnMatch": "advise"',
    finding: /a column `advise` is counted on/,
  },
  {
    fault: 'a property that workbooks do not have',
    file: workbook,
    text: '"secondaryContent"',
    instead: '"secundaryContent"',
    finding: /Unrecognized key: "secundaryContent"/,
  },
  {
    fault: 'a comma too many in the workbook',
    file: workbook,
    text: '"version": "Notebook/1.0",',
    instead: '"version": "Notebook/1.0",,',
    finding: /this is no JSON/,
  },
  {
    fault: 'a number that Bicep does not fill in',
    file: 'infra/modules/watching.bicep',
    text: '  lateManifestSeconds: thresholds.?lateManifestSeconds',
    instead: '  lateSeconds: thresholds.?lateManifestSeconds',
    finding: /no Bicep file fills in lateManifestSeconds/,
  },
  {
    fault: 'a block of KQL that is fenced otherwise',
    file: docs,
    text: '```kusto\nunion\n    (exceptions',
    instead: '```kql\nunion\n    (exceptions',
    finding: /a block of KQL is fenced as `kusto`/,
  },
];
