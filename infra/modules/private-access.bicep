metadata description = 'Private endpoints of the host\'s storage, the manifests and the keys, and the names they are reached by.'

@description('Where it is made.')
param location string
@description('Tags of the environment.')
param tags object
@description('What the names of the endpoints end in.')
param token string
@description('The network.')
param networkId string
@description('The subnet that the endpoints take their addresses of.')
param subnetId string
@description('The storage account of the host.')
param hostAccountId string
@description('The storage account of the manifests.')
param manifestAccountId string
@description('The key vault, if there is one.')
param vaultId string

var suffix = environment().suffixes.storage

module blobNames 'private-dns.bicep' = {
  params: {
    zoneName: 'privatelink.blob.${suffix}'
    networkId: networkId
    tags: tags
  }
}

module queueNames 'private-dns.bicep' = {
  params: {
    zoneName: 'privatelink.queue.${suffix}'
    networkId: networkId
    tags: tags
  }
}

module tableNames 'private-dns.bicep' = {
  params: {
    zoneName: 'privatelink.table.${suffix}'
    networkId: networkId
    tags: tags
  }
}

module vaultNames 'private-dns.bicep' = if (!empty(vaultId)) {
  params: {
    zoneName: 'privatelink.vaultcore.azure.net'
    networkId: networkId
    tags: tags
  }
}

module hostBlobs 'private-endpoint.bicep' = {
  params: {
    name: 'pep-host-blob-${token}'
    location: location
    tags: tags
    subnetId: subnetId
    resourceId: hostAccountId
    service: 'blob'
    zoneId: blobNames.outputs.zoneId
  }
}

module hostQueues 'private-endpoint.bicep' = {
  params: {
    name: 'pep-host-queue-${token}'
    location: location
    tags: tags
    subnetId: subnetId
    resourceId: hostAccountId
    service: 'queue'
    zoneId: queueNames.outputs.zoneId
  }
}

module hostTables 'private-endpoint.bicep' = {
  params: {
    name: 'pep-host-table-${token}'
    location: location
    tags: tags
    subnetId: subnetId
    resourceId: hostAccountId
    service: 'table'
    zoneId: tableNames.outputs.zoneId
  }
}

module manifests 'private-endpoint.bicep' = {
  params: {
    name: 'pep-manifests-${token}'
    location: location
    tags: tags
    subnetId: subnetId
    resourceId: manifestAccountId
    service: 'table'
    zoneId: tableNames.outputs.zoneId
  }
}

module keys 'private-endpoint.bicep' = if (!empty(vaultId)) {
  params: {
    name: 'pep-keys-${token}'
    location: location
    tags: tags
    subnetId: subnetId
    resourceId: vaultId
    service: 'vault'
    zoneId: vaultNames!.outputs.zoneId
  }
}
