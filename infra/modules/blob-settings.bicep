metadata description = 'Reads an account\'s blob service settings. A template cannot read and write the same resource: blob-cors.bicep writes.'

@description('The storage account.')
param accountName string

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' existing = {
  name: '${accountName}/default'
}

output settings object = blobService.properties
