metadata description = 'Lets the identity of one topic write dead letters: into their container, and nowhere else.'

@description('The principal id of the topic\'s identity.')
param principalId string
@description('The storage account that dead letters are kept in.')
param accountName string
@description('The container that dead letters are kept in.')
param containerName string

var roleIds = loadJsonContent('role-ids.json')

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  name: '${accountName}/default/${containerName}'
}

resource writeDeadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(container.id, principalId, roleIds['Storage Blob Data Contributor'])
  scope: container
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Blob Data Contributor']
    )
  }
}
