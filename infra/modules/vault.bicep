metadata description = 'Keys of ours, for the app alone. Settings hold a reference, so that no key shows where settings show.'

@description('The name of the key vault.')
@minLength(3)
@maxLength(24)
param name string
@description('Where it is made.')
param location string
@description('Tags of the environment.')
param tags object
@description('The principal id of the app\'s identity.')
param principalId string
@description('Whether only private endpoints reach it.')
param isPrivate bool
@description('The app settings that are keys, each with its value. An empty value is none.')
@secure()
param keys object

var roleIds = loadJsonContent('role-ids.json')

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    // It holds copies of keys, which azd knows: seven days are time enough to find a mistake.
    softDeleteRetentionInDays: 7
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

// A secret's name has no underscores.
resource secrets 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = [
  for key in items(keys): if (!empty(key.value)) {
    parent: vault
    name: replace(key.key, '_', '-')
    properties: {
      value: key.value
    }
  }
]

resource readSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, roleIds['Key Vault Secrets User'])
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Key Vault Secrets User'])
  }
}

output id string = vault.id
output uri string = vault.properties.vaultUri
