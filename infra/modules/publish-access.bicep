metadata description = 'Lets the app tell others of changes: a topic that exists, and that takes CloudEvents.'

@description('The name of the topic, in the resource group of this module.')
param name string
@description('The principal id of the app\'s identity.')
param principalId string

var roleIds = loadJsonContent('role-ids.json')

resource topic 'Microsoft.EventGrid/topics@2025-02-15' existing = {
  name: name
}

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(topic.id, principalId, roleIds['EventGrid Data Sender'])
  scope: topic
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['EventGrid Data Sender'])
  }
}

output endpoint string = topic.properties.endpoint
