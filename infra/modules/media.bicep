metadata description = 'The accounts that hold media: those that exist, or one that is made where none is named.'

import { mediaAccount } from 'types.bicep'

@description('Accounts that exist.')
param accounts mediaAccount[]
@description('The name of the account that is made without them.')
param newAccountName string
@description('Where that is made, and where an account lies that does not say.')
param location string
@description('Tags of the environment.')
param tags object
@description('How many copies are kept, and where, of what is made.')
param storageSku string
@description('The longest span that a signature may have, in minutes.')
param longestSpanMinutes int
@description('What storage does with a longer one.')
param sasExpirationAction string
@description('Origins whose pages may read images with scripts.')
param corsOrigins string[]
@description('The principal id of the app\'s identity.')
param principalId string
@description('Whether every read of blobs is logged.')
param logReads bool
@description('The Log Analytics workspace that keeps that log.')
param workspaceId string

var makesAccount = empty(accounts)

module newAccount 'media-account.bicep' = if (makesAccount) {
  params: {
    name: newAccountName
    location: location
    tags: tags
    sku: storageSku
    longestSpanMinutes: longestSpanMinutes
    sasExpirationAction: sasExpirationAction
    corsOrigins: corsOrigins
  }
}

module newAccountAccess 'media-access.bicep' = if (makesAccount) {
  params: {
    accountName: newAccount!.outputs.name
    principalId: principalId
  }
}

module newAccountReads 'storage-reads.bicep' = if (makesAccount && logReads) {
  params: {
    accountName: newAccount!.outputs.name
    service: 'blob'
    workspaceId: workspaceId
  }
}

module existingAccounts 'existing-media.bicep' = [
  for account in accounts: {
    scope: resourceGroup(account.?subscriptionId ?? subscription().subscriptionId, account.resourceGroup)
    params: {
      account: account
      principalId: principalId
      corsOrigins: corsOrigins
      location: account.?location ?? location
      tags: tags
      logReads: logReads
      workspaceId: workspaceId
    }
  }
]

output systemTopicIds string[] = [for (account, i) in accounts: existingAccounts[i].outputs.systemTopicId]
output systemTopicPrincipalIds string[] = [for (account, i) in accounts: existingAccounts[i].outputs.systemTopicPrincipalId]
