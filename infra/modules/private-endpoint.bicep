metadata description = 'One service of one resource, reached inside the network, under its own name.'

@description('The name of the endpoint.')
param name string
@description('Where it is made.')
param location string
@description('Tags of the environment.')
param tags object
@description('The subnet that it takes an address of.')
param subnetId string
@description('The resource that it leads to.')
param resourceId string
@description('Which of its services.')
@allowed(['blob', 'queue', 'table', 'vault'])
param service string
@description('The private DNS zone of that service.')
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: service
        properties: {
          groupIds: [service]
          privateLinkServiceId: resourceId
        }
      }
    ]
  }
}

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: service
        properties: {
          privateDnsZoneId: zoneId
        }
      }
    ]
  }
}
