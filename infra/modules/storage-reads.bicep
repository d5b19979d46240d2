metadata description = 'Logs every read of an account\'s blobs or tables: what was read, when, by whom, and with which kind of signature.'

@description('The storage account.')
param accountName string
@description('Which of its services.')
@allowed(['blob', 'table'])
param service string
@description('The Log Analytics workspace that keeps the log.')
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: accountName
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' existing = {
  parent: account
  name: 'default'
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' existing = {
  parent: account
  name: 'default'
}

resource blobReads 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (service == 'blob') {
  name: 'stillframe-reads'
  scope: blobService
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageRead'
        enabled: true
      }
    ]
  }
}

resource tableReads 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (service == 'table') {
  name: 'stillframe-reads'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageRead'
        enabled: true
      }
    ]
  }
}
