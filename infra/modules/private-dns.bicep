metadata description = 'The private names of one kind of service, known in the network.'

@description('The name of the zone, such as privatelink.blob.core.windows.net.')
param zoneName string
@description('The network that knows it.')
param networkId string
@description('Tags of the environment.')
param tags object

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: zoneName
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone
  name: 'app'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    // A media account may have a private endpoint elsewhere: its name leads here then, where nobody knows it. The
    // public answer counts in that case.
    resolutionPolicy: 'NxDomainRedirect'
    virtualNetwork: {
      id: networkId
    }
  }
}

output zoneId string = zone.id
