metadata description = 'An alert on what a topic gave up: dead letters have to be replayed by hand.'

@description('Tags of the environment.')
param tags object
@description('The function app; the alert bears its name.')
param functionAppName string
@description('A topic or a system topic of Event Grid.')
param topicId string
@description('Who is told: action groups, or none.')
param actionGroupIds string[]
@description('How many dead letters of a quarter of an hour are let pass.')
param limit int

var idParts = split(topicId, '/')

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${functionAppName}-dead-letters-${last(idParts)}'
  location: 'global'
  tags: tags
  properties: {
    description: 'Events were given up and lie in the dead-letter container. Their videos have no thumbnails until they are replayed. Mend the cause first: Recordings that fail, in the workbook, names it.'
    severity: 1
    enabled: true
    scopes: [topicId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead letters'
          // The type of the topic: Microsoft.EventGrid/topics or Microsoft.EventGrid/systemTopics.
          metricNamespace: '${idParts[6]}/${idParts[7]}'
          metricName: 'DeadLetteredCount'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: limit
          // A topic that was made a moment ago has no metrics yet.
          skipMetricValidation: true
        }
      ]
    }
    autoMitigate: true
    actions: [
      for group in actionGroupIds: {
        actionGroupId: group
      }
    ]
  }
}
