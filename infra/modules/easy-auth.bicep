metadata description = 'Microsoft Entra ID in front of the app, where it is asked for; turned off where it is not.'

import { apiAccess } from 'types.bicep'

@description('The function app.')
param appName string
@description('How callers are let in.')
param access apiAccess

var isOn = access.kind == 'easyAuth'
var clientId = access.?clientId ?? ''
var tenantId = access.?tenantId ?? tenant().tenantId
var allowedApplications = access.?allowedApplications ?? []

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: appName
}

resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: isOn
    }
    globalValidation: {
      requireAuthentication: isOn
      // This is an API: a caller without a token is told so, and not shown a page to sign in at.
      unauthenticatedClientAction: 'Return401'
      excludedPaths: [
        // Event Grid brings the host's own key for the function that receives events.
        '/runtime/webhooks/*'
        // Probes cannot sign in. What tells more than "alive" wants a function key in any case.
        '/api/health'
        '/api/health/ready'
        // Tools read the contract before they know how to sign in.
        '/api/openapi.json'
        // A permalink is the one credential that an image in a page or a mail has.
        '/api/Links/*'
      ]
    }
    identityProviders: isOn
      ? {
          azureActiveDirectory: {
            enabled: true
            registration: {
              clientId: clientId
              openIdIssuer: '${environment().authentication.loginEndpoint}${tenantId}/v2.0'
            }
            validation: {
              allowedAudiences: access.?allowedAudiences ?? ['api://${clientId}']
              defaultAuthorizationPolicy: empty(allowedApplications) ? {} : { allowedApplications: allowedApplications }
            }
          }
        }
      : {}
    login: {
      tokenStore: {
        enabled: false
      }
    }
  }
}
