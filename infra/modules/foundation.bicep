metadata description = 'What the app stands on: its identity and roles, telemetry, storage, manifests, keys, and the network if wanted.'

@description('What all names end in.')
param token string
@description('Where everything is made.')
param location string
@description('Tags of the environment.')
param tags object
@description('How many copies are kept, and where.')
param storageSku string
@description('How long logs are kept, in days.')
param logRetentionDays int
@description('Whether storage and keys are reached through a virtual network alone.')
param isPrivate bool
@description('The addresses of that network.')
param vnetAddressPrefix string
@description('Object ids of people or groups who may read manifests and dead letters.')
param operatorIds string[]
@description('The app settings that are keys and have a value.')
param keyNames string[]
@description('The app settings that are keys, each with its value.')
@secure()
param keys object

var hasKeys = !empty(keyNames)

module identity 'identity.bicep' = {
  params: {
    name: 'id-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'monitoring.bicep' = {
  params: {
    workspaceName: 'log-${token}'
    applicationInsightsName: 'appi-${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module hostStorage 'host-storage.bicep' = {
  params: {
    name: 'sthost${token}'
    location: location
    tags: tags
    sku: storageSku
    isPrivate: isPrivate
  }
}

module manifests 'manifests.bicep' = {
  params: {
    name: 'stdata${token}'
    location: location
    tags: tags
    sku: storageSku
    isPrivate: isPrivate
  }
}

module vault 'vault.bicep' = if (hasKeys) {
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    isPrivate: isPrivate
    keys: keys
  }
}

module roles 'roles.bicep' = {
  params: {
    principalId: identity.outputs.principalId
    hostAccountName: hostStorage.outputs.name
    manifestAccountName: manifests.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
}

module operators 'operator-roles.bicep' = [
  for operatorId in operatorIds: {
    params: {
      principalId: operatorId
      manifestAccountName: manifests.outputs.name
      deadLetterAccountName: hostStorage.outputs.name
      deadLetterContainer: hostStorage.outputs.deadLetterContainer
    }
  }
]

module network 'network.bicep' = if (isPrivate) {
  params: {
    name: 'vnet-${token}'
    location: location
    tags: tags
    addressPrefix: vnetAddressPrefix
  }
}

module privateAccess 'private-access.bicep' = if (isPrivate) {
  params: {
    location: location
    tags: tags
    token: token
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
    hostAccountId: hostStorage.outputs.id
    manifestAccountId: manifests.outputs.id
    vaultId: hasKeys ? vault!.outputs.id : ''
  }
}

output identityId string = identity.outputs.id
output identityClientId string = identity.outputs.clientId
output principalId string = identity.outputs.principalId
output workspaceId string = monitoring.outputs.workspaceId
output applicationInsightsId string = monitoring.outputs.applicationInsightsId
output applicationInsightsConnectionString string = monitoring.outputs.connectionString
output hostAccountName string = hostStorage.outputs.name
output hostBlobEndpoint string = hostStorage.outputs.blobEndpoint
output hostQueueEndpoint string = hostStorage.outputs.queueEndpoint
output hostTableEndpoint string = hostStorage.outputs.tableEndpoint
output deploymentContainer string = hostStorage.outputs.deploymentContainer
output deadLetterContainer string = hostStorage.outputs.deadLetterContainer
output manifestAccountName string = manifests.outputs.name
output manifestTableEndpoint string = manifests.outputs.tableEndpoint
output manifestTable string = manifests.outputs.table
output vaultUri string = hasKeys ? vault!.outputs.uri : ''
output appSubnetId string = isPrivate ? network!.outputs.appSubnetId : ''
