metadata description = 'What is set on the function app once it is there. Settings come last: they may say that the platform guards the routes.'

import { apiAccess } from 'types.bicep'

@description('The function app.')
param appName string
@description('How callers are let in.')
param access apiAccess
@description('All app settings.')
param settings object

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: appName
}

resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

module easyAuth 'easy-auth.bicep' = {
  params: {
    appName: appName
    access: access
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: settings
  dependsOn: [easyAuth]
}
