metadata description = 'Alerts on what the app logs and on dead letters. Each says what it means and what to do.'

@description('Where the log alerts are made: where the Application Insights resource is.')
param location string
@description('Tags of the environment.')
param tags object
@description('The function app; alerts bear its name.')
param functionAppName string
@description('The Application Insights resource that the app sends to.')
param applicationInsightsId string
@description('Event Grid topics and system topics whose dead letters raise an alert.')
param topicIds string[]
@description('Who is told: action groups, or none.')
param actionGroupIds string[]
@description('Above which number each alert is raised.')
param limits limitsOfAlerts

type limitsOfAlerts = {
  failedRequestPercent: int
  slowAnswerMilliseconds: int
  failingEvents: int
  rejectedEvents: int
  deniedAccesses: int
  lateManifestSeconds: int
  scanTroubles: int
  deadLetters: int
}

// Each query gives one row, whose column `measure` is compared with `limit`; no row raises nothing. Severity 1 is an error,
// 2 a warning. A query is asked `every` so often about the time `over` which it looks back.
var logAlerts = [
  {
    name: 'failed-requests'
    title: 'Requests fail'
    advice: 'Callers get errors. Open the workbook: Failing requests says which function. access-denied beside it means a missing role; unavailable means that storage is throttled or down and passes; anything else began with the last deployment, so go back to the one before.'
    severity: 1
    query: loadTextContent('../queries/failed-requests.kql')
    measure: 'failedPercent'
    limit: limits.failedRequestPercent
    every: 'PT5M'
    over: 'PT15M'
  }
  {
    name: 'slow-answers'
    title: 'Answers are slow'
    advice: 'Compare Milliseconds to the answer with Storage calls per query in the workbook. Slow with few calls: the table is slow or instances are starting; keep an HTTP instance always ready. Slow with many calls: longer MANIFEST_CACHE_SECONDS, or callers should send If-None-Match.'
    severity: 2
    query: loadTextContent('../queries/slow-answers.kql')
    measure: 'p95Milliseconds'
    limit: limits.slowAnswerMilliseconds
    every: 'PT5M'
    over: 'PT15M'
  }
  {
    name: 'recording-failures'
    title: 'Recordings keep failing'
    advice: 'New videos get no thumbnails; those that are recorded are still answered. Event Grid tries for a day, then keeps the event as a dead letter. Open the workbook: Recordings that fail says why. Mend it within the day and nothing is lost; after that replay the dead letters. With publish-failed, what fails is safe and shown, and only subscribers do not hear of it: see whether the topic is there. It resolves when attempts become rare too, so look before you sleep again.'
    severity: 1
    query: loadTextContent('../queries/recording-failures.kql')
    measure: 'failingEvents'
    limit: limits.failingEvents
    every: 'PT15M'
    over: 'PT1H'
  }
  {
    name: 'rejected-events'
    title: 'Events are rejected'
    advice: 'These events are acknowledged and not delivered again. Open the workbook: Events rejected, and why. A location that was denied needs its account or container in the settings, and then the event again; an event that cannot be read needs whoever sends it.'
    severity: 2
    query: loadTextContent('../queries/rejected-events.kql')
    measure: 'rejectedEvents'
    limit: limits.rejectedEvents
    every: 'PT15M'
    over: 'PT1H'
  }
  {
    name: 'access-denied'
    title: 'Access is denied'
    advice: 'Storage or Media Services refuses the identity of the app. Minutes after a deployment a new role may still be on its way. Else somebody took a role or closed the network: Access denied, and by whom, in the workbook, says since when. Provision again, which gives back every role.'
    severity: 1
    query: loadTextContent('../queries/access-denied.kql')
    measure: 'refusals'
    limit: limits.deniedAccesses
    every: 'PT5M'
    over: 'PT15M'
  }
  {
    name: 'late-manifests'
    title: 'Manifests fall behind'
    advice: 'Thumbnails appear late after their job. Recordings that failed and are tried again come late, and so do events that are sent late. Open the workbook: Recordings that fail, then Seconds from a job to its manifest.'
    severity: 2
    query: loadTextContent('../queries/late-manifests.kql')
    measure: 'p95AgeSeconds'
    limit: limits.lateManifestSeconds
    every: 'PT15M'
    over: 'PT1H'
  }
  {
    name: 'scan-troubles'
    title: 'The scan of locations fails or defers removals'
    advice: 'Answers go on; what is gone is not removed. Open the workbook: The scan of locations. A row that cannot be read was written by hand or by a newer version: deploy that, or send its job again and delete the row. Deferred, run after run: see whether so many containers should be gone before anything else. Failed: as for recordings that fail.'
    severity: 2
    query: loadTextContent('../queries/scan-troubles.kql')
    measure: 'scanTroubles'
    limit: limits.scanTroubles
    every: 'PT1H'
    over: 'P1D'
  }
]

resource logAlertRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in logAlerts: {
    name: '${functionAppName}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${alert.title} (${functionAppName})'
      description: alert.advice
      severity: alert.severity
      enabled: true
      scopes: [applicationInsightsId]
      targetResourceTypes: ['microsoft.insights/components']
      evaluationFrequency: alert.every
      windowSize: alert.over
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Maximum'
            metricMeasureColumn: alert.measure
            operator: 'GreaterThan'
            threshold: alert.limit
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      autoMitigate: true
      // A resource that was made a moment ago may not know its tables yet.
      skipQueryValidation: true
      actions: {
        actionGroups: actionGroupIds
      }
    }
  }
]

module deadLetterAlerts 'dead-letter-alert.bicep' = [
  for topicId in topicIds: {
    params: {
      tags: tags
      functionAppName: functionAppName
      topicId: topicId
      actionGroupIds: actionGroupIds
      limit: limits.deadLetters
    }
  }
]
