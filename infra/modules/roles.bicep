metadata description = 'What the app may do in its own resource group. What it may do with media is in media-access.bicep.'

@description('The principal id of the app\'s identity.')
param principalId string
@description('The storage account of the host.')
param hostAccountName string
@description('The storage account of the manifests.')
param manifestAccountName string
@description('Where the app sends its telemetry.')
param applicationInsightsName string

var roleIds = loadJsonContent('role-ids.json')

resource hostAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: hostAccountName
}

resource manifestAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: manifestAccountName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

// Blobs: the host's locks and keys, and the deployed code. It owns this account's blobs and no other's.
resource hostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostAccount.id, principalId, roleIds['Storage Blob Data Owner'])
  scope: hostAccount
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Owner'])
  }
}

resource hostQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostAccount.id, principalId, roleIds['Storage Queue Data Contributor'])
  scope: hostAccount
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Queue Data Contributor']
    )
  }
}

// Tables: the host writes there why an app did not load, and the portal shows it from there.
resource hostTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostAccount.id, principalId, roleIds['Storage Table Data Contributor'])
  scope: hostAccount
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Table Data Contributor']
    )
  }
}

resource manifests 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(manifestAccount.id, principalId, roleIds['Storage Table Data Contributor'])
  scope: manifestAccount
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Storage Table Data Contributor']
    )
  }
}

resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(applicationInsights.id, principalId, roleIds['Monitoring Metrics Publisher'])
  scope: applicationInsights
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds['Monitoring Metrics Publisher']
    )
  }
}
