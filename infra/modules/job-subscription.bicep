metadata description = 'Brings the job events of one custom topic to the app.'

@description('The custom topic, in the resource group of this module.')
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
@description('Which events are delivered.')
param eventTypes string[]

resource topic 'Microsoft.EventGrid/topics@2025-02-15' existing = {
  name: topicName
}

resource subscription 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = {
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
    // CloudEvents can be delivered as such alone; whatever else comes in goes out as Event Grid's own schema.
    eventDeliverySchema: topic.properties.inputSchema == 'CloudEventSchemaV1_0' ? 'CloudEventSchemaV1_0' : 'EventGridSchema'
    filter: {
      includedEventTypes: eventTypes
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
