metadata description = 'The identity of a topic that exists already: it is to write dead letters.'

@description('The name of the topic, in the resource group of this module.')
param name string
@description('Whether it is a system topic, and not a custom one.')
param isSystemTopic bool

resource customTopic 'Microsoft.EventGrid/topics@2025-02-15' existing = if (!isSystemTopic) {
  name: name
}

resource systemTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = if (isSystemTopic) {
  name: name
}

output principalId string = (isSystemTopic ? systemTopic.?identity.?principalId : customTopic.?identity.?principalId) ?? fail('The topic ${name} has no system-assigned identity: give it one, so that it can write dead letters.')
