metadata description = 'What an operator sees and is told: a workbook, alerts, and the logs that only the platform can write.'

@export()
@description('When alerts are raised; each is raised above its number. What is left out keeps its default.')
type alertThresholds = {
  @description('Percent of requests that fail, if five do. Without it, 5.')
  @minValue(0)
  @maxValue(100)
  failedRequestPercent: int?

  @description('Milliseconds that nineteen in twenty callers wait at most. Without it, 1000.')
  @minValue(1)
  slowAnswerMilliseconds: int?

  @description('Events of an hour that failed three times or more. Without it, 0.')
  @minValue(0)
  failingEvents: int?

  @description('Events of an hour that were rejected. Without it, 0.')
  @minValue(0)
  rejectedEvents: int?

  @description('Times that storage or Media Services refused the app in a quarter of an hour. Without it, 0.')
  @minValue(0)
  deniedAccesses: int?

  @description('Seconds from a job to its manifest, for the slowest of twenty. Without it, 900.')
  @minValue(1)
  lateManifestSeconds: int?

  @description('Rows of a day that cannot be read, and runs of the scan that failed or deferred removals, from three of a kind. Without it, 0.')
  @minValue(0)
  scanTroubles: int?

  @description('Events of a quarter of an hour that ended as dead letters. Without it, 0.')
  @minValue(0)
  deadLetters: int?
}

@description('Where alerts and the workbook are made: where the Application Insights resource is.')
param location string
@description('Tags of the environment.')
param tags object
@description('The function app; alerts bear its name.')
param functionAppName string
@description('The Application Insights resource that the app sends to.')
param applicationInsightsId string
@description('The Log Analytics workspace for logs of storage and Event Grid.')
param workspaceId string
@description('Event Grid topics and system topics whose dead letters raise an alert. The workbook shows the first.')
param topicIds string[]
@description('The custom topic that was made here; empty where there is none. Its failed deliveries are logged.')
param ownTopicName string
@description('The storage account of the manifests.')
param manifestAccountName string
@description('Whether every read of the manifest table is logged. That costs more than the reads themselves.')
param logManifestReads bool
@description('Who is told. Without any address alerts show in the portal only.')
param alertEmails string[]
@description('When alerts are raised.')
param thresholds alertThresholds

var limits = {
  failedRequestPercent: thresholds.?failedRequestPercent ?? 5
  slowAnswerMilliseconds: thresholds.?slowAnswerMilliseconds ?? 1000
  failingEvents: thresholds.?failingEvents ?? 0
  rejectedEvents: thresholds.?rejectedEvents ?? 0
  deniedAccesses: thresholds.?deniedAccesses ?? 0
  lateManifestSeconds: thresholds.?lateManifestSeconds ?? 900
  scanTroubles: thresholds.?scanTroubles ?? 0
  deadLetters: thresholds.?deadLetters ?? 0
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmails)) {
  name: '${functionAppName}-operators'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'stillframe'
    emailReceivers: [
      for (address, i) in alertEmails: {
        name: 'operator ${i + 1}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

module alerts 'alerts.bicep' = {
  params: {
    location: location
    tags: tags
    functionAppName: functionAppName
    applicationInsightsId: applicationInsightsId
    topicIds: topicIds
    actionGroupIds: empty(alertEmails) ? [] : [operators.id]
    limits: limits
  }
}

// The workbook shows what an alert would call too much: the same numbers go into it.
var tokens = union(limits, {
  applicationInsightsId: applicationInsightsId
  topicId: empty(topicIds) ? '' : topicIds[0]
})

var workbookText = loadTextContent('../workbook.json')

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(applicationInsightsId, 'workbook')
  location: location
  tags: union(tags, { 'hidden-title': 'Stillframe' })
  kind: 'shared'
  properties: {
    displayName: 'Stillframe'
    category: 'workbook'
    sourceId: applicationInsightsId
    serializedData: reduce(items(tokens), workbookText, (text, token) => replace(text, '$(${token.key})', string(token.value)))
    version: '1.0'
  }
}

module manifestReads 'storage-reads.bicep' = if (logManifestReads) {
  params: {
    accountName: manifestAccountName
    service: 'table'
    workspaceId: workspaceId
  }
}

resource ownTopic 'Microsoft.EventGrid/topics@2025-02-15' existing = if (!empty(ownTopicName)) {
  name: ownTopicName
}

resource failedDeliveries 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(ownTopicName)) {
  name: 'failed-deliveries'
  scope: ownTopic
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'DeliveryFailures'
        enabled: true
      }
    ]
  }
}
