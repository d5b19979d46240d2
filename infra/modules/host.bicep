metadata description = 'The plan and the function app.'

import { apiAccess } from 'types.bicep'

@description('The name of the plan.')
param planName string
@description('The name of the function app.')
param name string
@description('Where both are made.')
param location string
@description('Tags of the environment.')
param tags object
@description('The identity that the app runs as.')
param identityId string
@description('The container that the code is deployed to, as a URL.')
param deploymentContainerUrl string
@description('The version of Node.js.')
param nodeVersion string
@description('The memory of an instance.')
param instanceMemoryMB int
@description('The most instances at a time.')
param maximumInstanceCount int
@description('How many instances always stand ready for HTTP.')
param alwaysReadyHttpInstances int
@description('The subnet that the app speaks out of, if any.')
param subnetId string
@description('Origins whose pages may call the API. The platform answers their preflights.')
param corsOrigins string[]
@description('How callers are let in.')
param access apiAccess
@description('All app settings.')
param settings object

var isRestricted = access.kind == 'restricted'
// Event Grid delivers over HTTP too.
var eventGridRule = {
  name: 'event-grid'
  priority: 100
  action: 'Allow'
  tag: 'ServiceTag'
  ipAddress: 'AzureEventGrid'
}
var callerRules = [
  for (caller, i) in access.?allow ?? []: union(
    {
      name: caller.name
      priority: 200 + i
      action: 'Allow'
    },
    caller.from == 'addresses'
      ? {
          tag: 'Default'
          ipAddress: caller.range
        }
      : caller.from == 'subnet'
          ? {
              tag: 'Default'
              vnetSubnetResourceId: caller.subnetId
            }
          : {
              tag: 'ServiceTag'
              ipAddress: 'AzureFrontDoor.Backend'
              headers: {
                'x-azure-fdid': [caller.frontDoorId]
              }
            }
  )
]

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'node'
        version: nodeVersion
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        // All HTTP functions scale together, and events apart from them: nobody waits for an event.
        alwaysReady: alwaysReadyHttpInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttpInstances }]
      }
    }
    siteConfig: {
      cors: {
        allowedOrigins: corsOrigins
        supportCredentials: false
      }
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ipSecurityRestrictions: isRestricted ? concat([eventGridRule], callerRules) : []
      ipSecurityRestrictionsDefaultAction: isRestricted ? 'Deny' : 'Allow'
      // Code is deployed with Microsoft Entra ID, from wherever the operator is.
      scmIpSecurityRestrictionsUseMain: false
    }
  }
}

module configuration 'host-configuration.bicep' = {
  params: {
    appName: app.name
    access: access
    settings: settings
  }
}

output id string = app.id
output name string = app.name
output uri string = 'https://${app.properties.defaultHostName}'
