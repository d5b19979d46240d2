metadata description = 'An account that holds media already, in its own resource group: the app\'s roles, and what else is asked for.'

import { mediaAccount } from 'types.bicep'

@description('The account.')
param account mediaAccount
@description('The principal id of the app\'s identity.')
param principalId string
@description('Origins whose pages may read images with scripts.')
param corsOrigins string[]
@description('The region of the account, where its system topic has to be too.')
param location string
@description('Tags of the environment.')
param tags object
@description('Whether every read of its blobs is logged.')
param logReads bool
@description('The Log Analytics workspace that keeps that log.')
param workspaceId string

var wantsCors = (account.?cors ?? false) && !empty(corsOrigins)
var wantsEvents = account.?blobCreated ?? false

module access 'media-access.bicep' = {
  params: {
    accountName: account.name
    principalId: principalId
  }
}

module settings 'blob-settings.bicep' = if (wantsCors) {
  params: {
    accountName: account.name
  }
}

module cors 'blob-cors.bicep' = if (wantsCors) {
  params: {
    accountName: account.name
    settings: wantsCors ? settings!.outputs.settings : {}
    corsOrigins: corsOrigins
  }
}

module reads 'storage-reads.bicep' = if (logReads) {
  params: {
    accountName: account.name
    service: 'blob'
    workspaceId: workspaceId
  }
}

module events 'system-topic.bicep' = if (wantsEvents) {
  params: {
    accountName: account.name
    location: location
    tags: tags
  }
}

output systemTopicId string = wantsEvents ? events!.outputs.id : ''
output systemTopicPrincipalId string = wantsEvents ? events!.outputs.principalId : ''
