metadata description = 'What people who look after the app may read. Without keys, not even an owner of the subscription could.'

@description('The object id of a person or a group.')
param principalId string
@description('The storage account of the manifests.')
param manifestAccountName string
@description('The storage account that dead letters are kept in.')
param deadLetterAccountName string
@description('The container that dead letters are kept in.')
param deadLetterContainer string

var roleIds = loadJsonContent('role-ids.json')

resource manifestAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: manifestAccountName
}

resource deadLetters 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = {
  name: '${deadLetterAccountName}/default/${deadLetterContainer}'
}

resource readManifests 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(manifestAccount.id, principalId, roleIds['Storage Table Data Reader'])
  scope: manifestAccount
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Table Data Reader'])
  }
}

resource readDeadLetters 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deadLetters.id, principalId, roleIds['Storage Blob Data Reader'])
  scope: deadLetters
  properties: {
    principalId: principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Reader'])
  }
}
