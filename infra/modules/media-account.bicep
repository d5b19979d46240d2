metadata description = 'A storage account for media, made only where none is named.'

@description('The name of the storage account.')
@minLength(3)
@maxLength(24)
param name string
@description('Where it is made.')
param location string
@description('Tags of the environment.')
param tags object
@description('How many copies are kept, and where.')
param sku string
@description('The longest span that a signature may have, in minutes.')
@minValue(18)
param longestSpanMinutes int
@description('What storage does with a longer one: note it in its log, or refuse it.')
@allowed(['Log', 'Block'])
param sasExpirationAction string
@description('Origins whose pages may read images with scripts.')
param corsOrigins string[]

// The policy wants days.hours:minutes:seconds.
var days = longestSpanMinutes / 1440
var hours = padLeft(longestSpanMinutes % 1440 / 60, 2, '0')
var minutes = padLeft(longestSpanMinutes % 60, 2, '0')

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Browsers fetch images from here, with signed URLs: it has to be reached from everywhere, also in a private network.
    publicNetworkAccess: 'Enabled'
    sasPolicy: {
      expirationAction: sasExpirationAction
      sasExpirationPeriod: '${days}.${hours}:${minutes}:00'
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    cors: {
      corsRules: empty(corsOrigins)
        ? []
        : [
            {
              allowedOrigins: corsOrigins
              allowedMethods: ['GET', 'HEAD']
              allowedHeaders: ['*']
              exposedHeaders: ['ETag']
              maxAgeInSeconds: 3600
            }
          ]
    }
  }
}

output name string = account.name
