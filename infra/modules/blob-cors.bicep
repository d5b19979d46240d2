metadata description = 'Adds one CORS rule to an account\'s blob service, and leaves everything else as it is.'

@description('The storage account.')
param accountName string
@description('All settings of its blob service as they are now.')
param settings object
@description('Origins whose pages may read images with scripts.')
@minLength(1)
param corsOrigins string[]

var rule = {
  allowedOrigins: corsOrigins
  allowedMethods: ['GET', 'HEAD']
  allowedHeaders: ['*']
  exposedHeaders: ['ETag']
  maxAgeInSeconds: 3600
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

// Whoever owns the account has set up soft delete, versions and rules of their own: what is sent without them would be
// without them. An equal rule is not added a second time; a rule of other origins is never taken away.
resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: union(settings, {
    cors: {
      corsRules: union(settings.?cors.?corsRules ?? [], [rule])
    }
  })
}
