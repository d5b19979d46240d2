metadata description = 'Brings an account\'s BlobCreated events of marker blobs to the app, for encoders that raise no job events.'

@description('The system topic, in the resource group of this module.')
param topicName string
@description('The name of the subscription.')
@minLength(3)
@maxLength(64)
param name string
@description('The function that takes events.')
param functionId string
@description('The storage account that dead letters are kept in.')
param deadLetterAccountId string
@description('The container that dead letters are kept in.')
param deadLetterContainer string
@description('What the names of containers begin with.')
param containerPrefix string
@description('The pattern of blobs that say that a location is complete: a name, or a path with * and {videoId}.')
@minLength(1)
param markerBlob string

// Event Grid knows no patterns: it compares what comes after the last of the pattern's gaps, and the app the rest.
var literalEnd = last(split(last(split(markerBlob, '*')), '{videoId}'))

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: name
  properties: {
    destination: {
      endpointType: 'AzureFunction'
      properties: {
        resourceId: functionId
        // One failing event must not bring others back with it.
        maxEventsPerBatch: 1
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${containerPrefix}'
      // Without a filter every segment of every video would be an event.
      subjectEndsWith: literalEnd == markerBlob ? '/${markerBlob}' : literalEnd
      isSubjectCaseSensitive: true
    }
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
    deadLetterWithResourceIdentity: {
      identity: {
        type: 'SystemAssigned'
      }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: deadLetterAccountId
          blobContainerName: deadLetterContainer
        }
      }
    }
  }
}
