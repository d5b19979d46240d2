metadata description = 'The custom topic that job events are published to, for services that are told where to publish.'

@description('The name of the topic.')
param name string
@description('Where it is made.')
param location string
@description('Tags of the environment.')
param tags object
@description('The schema that publishers write.')
param inputSchema string
@description('Whether publishers may use the topic\'s keys, for those that know no other way.')
param acceptsKeys bool
@description('The object ids of those who publish with Microsoft Entra ID.')
param publisherIds string[]

var roleIds = loadJsonContent('role-ids.json')

resource topic 'Microsoft.EventGrid/topics@2025-02-15' = {
  name: name
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    disableLocalAuth: !acceptsKeys
    inputSchema: inputSchema
    minimumTlsVersionAllowed: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for publisherId in publisherIds: {
    name: guid(topic.id, publisherId, roleIds['EventGrid Data Sender'])
    scope: topic
    properties: {
      principalId: publisherId
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['EventGrid Data Sender'])
    }
  }
]

output id string = topic.id
output endpoint string = topic.properties.endpoint
output principalId string = topic.identity.principalId
