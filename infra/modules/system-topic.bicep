metadata description = 'Events of a storage account\'s blobs. Azure allows one such topic an account: name one that exists in eventTopics.'

@description('The storage account.')
param accountName string
@description('Its region.')
param location string
@description('Tags of the environment.')
param tags object

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgst-${accountName}'
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

output id string = topic.id
output principalId string = topic.identity.principalId
