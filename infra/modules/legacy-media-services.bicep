metadata description = 'Lets the app read a Media Services account: its jobs, transforms and assets.'

@description('The name of the Media Services account.')
param accountName string
@description('The principal id of the app\'s identity.')
param principalId string

var roleIds = loadJsonContent('role-ids.json')

// Bicep knows the type no longer, since the service is gone; nothing is made of it here, it only bounds the role.
#disable-next-line BCP081
resource account 'Microsoft.Media/mediaServices@2023-01-01' existing = {
  name: accountName
}

resource readAccount 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, roleIds.Reader)
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds.Reader)
  }
}
