metadata description = 'Where events come from: topics that exist, or one that is made; each may write dead letters.'

@description('Resource ids of topics that exist.')
param existingTopicIds string[]
@description('Resource ids of system topics that were made for media accounts; empty ones are none.')
param systemTopicIds string[]
@description('The principal ids of their identities, in the same order.')
param systemTopicPrincipalIds string[]
@description('The name of the topic that is made when none exists.')
param newTopicName string
@description('Where it is made.')
param location string
@description('Tags of the environment.')
param tags object
@description('The schema that its publishers write.')
param inputSchema string
@description('Whether it takes its keys as well.')
param acceptsKeys bool
@description('The object ids of those who publish to it.')
param publisherIds string[]
@description('The storage account that keeps dead letters.')
param deadLetterAccountName string
@description('The container that keeps them.')
param deadLetterContainer string

var makesTopic = empty(existingTopicIds)

module newTopic 'topic.bicep' = if (makesTopic) {
  params: {
    name: newTopicName
    location: location
    tags: tags
    inputSchema: inputSchema
    acceptsKeys: acceptsKeys
    publisherIds: publisherIds
  }
}

module newTopicDeadLetters 'dead-letter-role.bicep' = if (makesTopic) {
  params: {
    principalId: newTopic!.outputs.principalId
    accountName: deadLetterAccountName
    containerName: deadLetterContainer
  }
}

// /subscriptions/<2>/resourceGroups/<4>/providers/Microsoft.EventGrid/<7>/<8>
module existingTopics 'existing-topic.bicep' = [
  for id in existingTopicIds: {
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: {
      name: split(id, '/')[8]
      isSystemTopic: toLower(split(id, '/')[7]) == 'systemtopics'
    }
  }
]

module existingTopicDeadLetters 'dead-letter-role.bicep' = [
  for (id, i) in existingTopicIds: {
    params: {
      principalId: existingTopics[i].outputs.principalId
      accountName: deadLetterAccountName
      containerName: deadLetterContainer
    }
  }
]

module systemTopicDeadLetters 'dead-letter-role.bicep' = [
  for principalId in systemTopicPrincipalIds: if (!empty(principalId)) {
    params: {
      principalId: principalId
      accountName: deadLetterAccountName
      containerName: deadLetterContainer
    }
  }
]

output newTopicName string = makesTopic ? newTopicName : ''
output newTopicEndpoint string = makesTopic ? newTopic!.outputs.endpoint : ''
output topicIds string[] = concat(
  makesTopic ? [newTopic!.outputs.id] : existingTopicIds,
  filter(systemTopicIds, id => !empty(id))
)
