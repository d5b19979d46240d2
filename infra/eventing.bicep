// Event Grid makes sure that the function exists, so its subscriptions come after the code: the postdeploy hook of
// azure.yaml deploys this file into the app's resource group.
targetScope = 'resourceGroup'

import { customEvent } from 'modules/types.bicep'

@description('The function app.')
param functionAppName string

@description('Resource ids of the topics to subscribe to, by commas: custom topics, and system topics of storage accounts.')
param topicIds string

@description('The storage account, in this resource group, that keeps the events that could not be delivered.')
param deadLetterAccountName string

@description('The container that keeps them.')
param deadLetterContainer string = 'dead-letters'

@description('The pattern of blobs that say that a location is complete. Without it no system topic is subscribed to.')
param markerBlob string = ''

@description('What the names of containers begin with that marker blobs are looked for in.')
param markerContainerPrefix string = ''

@description('Whether the event Stillframe.ImagesReady is delivered too.')
@allowed(['on', 'off'])
param imagesReady string = 'off'

@description('The events of custom topics that are delivered. The StateChange twins say the same again, and progress says nothing more.')
param eventTypes customEvent[] = [
  'Microsoft.Media.JobFinished'
  'Microsoft.Media.JobErrored'
  'Microsoft.Media.JobCanceled'
  'Microsoft.Media.JobOutputFinished'
  'Microsoft.Media.JobOutputScheduled'
  'Microsoft.Media.JobOutputProcessing'
  'Microsoft.Media.JobOutputErrored'
  'Microsoft.Media.JobOutputCanceling'
  'Microsoft.Media.JobOutputCanceled'
]

var topics = map(filter(split(topicIds, ','), id => !empty(id)), id => {
  // /subscriptions/<2>/resourceGroups/<4>/providers/Microsoft.EventGrid/<7>/<8>
  subscriptionId: split(id, '/')[2]
  resourceGroup: split(id, '/')[4]
  type: toLower(split(id, '/')[7])
  name: split(id, '/')[8]
})
var customTopics = filter(topics, topic => topic.type == 'topics')
var systemTopics = empty(markerBlob) ? [] : filter(topics, topic => topic.type == 'systemtopics')

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: functionAppName
}

resource recordThumbnails 'Microsoft.Web/sites/functions@2024-11-01' existing = {
  parent: app
  name: 'recordThumbnails'
}

resource deadLetterAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: deadLetterAccountName
}

module jobs 'modules/job-subscription.bicep' = [
  for topic in customTopics: {
    scope: resourceGroup(topic.subscriptionId, topic.resourceGroup)
    params: {
      topicName: topic.name
      // Several apps may share a topic.
      name: functionAppName
      functionId: recordThumbnails.id
      deadLetterAccountId: deadLetterAccount.id
      deadLetterContainer: deadLetterContainer
      eventTypes: imagesReady == 'on' ? union(eventTypes, ['Stillframe.ImagesReady']) : eventTypes
    }
  }
]

module markers 'modules/blob-subscription.bicep' = [
  for topic in systemTopics: {
    scope: resourceGroup(topic.subscriptionId, topic.resourceGroup)
    params: {
      topicName: topic.name
      name: functionAppName
      functionId: recordThumbnails.id
      deadLetterAccountId: deadLetterAccount.id
      deadLetterContainer: deadLetterContainer
      containerPrefix: markerContainerPrefix
      markerBlob: markerBlob
    }
  }
]
