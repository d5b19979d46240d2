metadata description = 'What the app may do with the media of one account: read blobs, and ask for keys to sign URLs with.'

@description('The storage account that holds the media.')
param accountName string
@description('The principal id of the app\'s identity.')
param principalId string

var roleIds = loadJsonContent('role-ids.json')

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

// A user delegation key belongs to the account, so the role that asks for one cannot be given for less.
resource askForKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, roleIds['Storage Blob Delegator'])
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Delegator'])
  }
}

// Nothing that is signed can do more than its signer, who can do no more than read.
resource readBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, roleIds['Storage Blob Data Reader'])
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Reader'])
  }
}
