metadata description = 'The one identity that the app runs as. It exists before the app, so that its roles do too.'

@description('The name of the identity.')
param name string
@description('Where it is made.')
param location string
@description('Tags of the environment.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

output id string = identity.id
output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
