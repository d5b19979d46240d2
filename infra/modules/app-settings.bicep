metadata description = 'All app settings: those of the host, by identity, and those that src/config/schema.ts reads. It makes nothing.'

import { mediaServicesAccount } from 'types.bicep'

@description('The client id of the app\'s identity.')
param identityClientId string
@description('Where telemetry goes.')
param applicationInsightsConnectionString string
@description('The blob endpoint of the host\'s storage.')
param hostBlobEndpoint string
@description('The queue endpoint of the host\'s storage.')
param hostQueueEndpoint string
@description('The table endpoint of the host\'s storage.')
param hostTableEndpoint string
@description('The table endpoint of the manifests\' account.')
param manifestTableEndpoint string
@description('The table of the manifests.')
param manifestTable string
@description('The accounts that may be read and signed, each with its container patterns; the first is that of assets that name none.')
param mediaAccounts {
  @description('The name of the account.')
  name: string
  @description('Its container patterns.')
  containers: string[]?
}[]
@description('The Media Services account to ask.')
param mediaServices mediaServicesAccount
@description('The key in correlation data that holds a video\'s id.')
param videoIdKey string
@description('The pattern of blobs that say that a location is complete; empty when there are none.')
param markerBlob string
@description('Whether Stillframe.ImagesReady counts.')
param imagesReady string
@description('How long the URLs of a video stay the same.')
param signingWindowMinutes int
@description('How long a URL works at least.')
param signingMinimumLifeMinutes int
param signingMaximumLifeMinutes int
@description('Moves the bounds of user delegation keys, by minutes.')
param signingEpoch int
@description('The version of the storage API that signatures are made for; empty leaves it to the app.')
param sasVersion string
@description('How long an instance may answer from memory.')
param manifestCacheSeconds int
@description('The topic that is told of changes; empty when nobody is.')
param publishTopicEndpoint string
@description('Calls that one run of scanLocations may make.')
param scanCalls int
@description('When scanLocations runs.')
param scanSchedule string
@description('Where callers reach the app; empty leaves it to the name that the platform gives it.')
param publicUrl string
@description('How long a permalink works at least.')
param linkDays int
@description('Whether permalinks lead to storage, or bring the image itself.')
param imageDelivery string
@description('Origins whose pages may call the API.')
param corsOrigins string[]
@description('Whether the data routes want a function key, or the platform guards them.')
@allowed(['function', 'anonymous'])
param httpAuthLevel string
@description('Where a collector of OpenTelemetry listens, if one is wanted.')
param otlpEndpoint string
@description('The settings that are keys and lie in the vault.')
param keyNames string[]
@description('The vault that they lie in.')
param vaultUri string

var storageSuffix = environment().suffixes.storage
var mediaStorageAccounts = map(
  mediaAccounts,
  account => 'https://${account.name}.blob.${storageSuffix}=${join(account.?containers ?? ['asset-*'], '|')}'
)

var hostSettings = {
  AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
  AzureWebJobsStorage__queueServiceUri: hostQueueEndpoint
  AzureWebJobsStorage__tableServiceUri: hostTableEndpoint
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

var ownSettings = {
  AZURE_CLIENT_ID: identityClientId
  MANIFEST_TABLE_ENDPOINT: manifestTableEndpoint
  MANIFEST_TABLE: manifestTable
  MEDIA_STORAGE_ACCOUNTS: join(mediaStorageAccounts, ',')
  VIDEO_ID_KEY: videoIdKey
  MARKER_BLOB: markerBlob
  IMAGES_READY: imagesReady
  SIGNING_WINDOW_MINUTES: string(signingWindowMinutes)
  SIGNING_MINIMUM_LIFE_MINUTES: string(signingMinimumLifeMinutes)
  SIGNING_MAXIMUM_LIFE_MINUTES: string(signingMaximumLifeMinutes)
  SIGNING_EPOCH: string(signingEpoch)
  SAS_VERSION: sasVersion
  MANIFEST_CACHE_SECONDS: string(manifestCacheSeconds)
  PUBLISH_TOPIC_ENDPOINT: publishTopicEndpoint
  SCAN_CALLS: string(scanCalls)
  SCAN_SCHEDULE: scanSchedule
  PUBLIC_URL: publicUrl
  LINK_DAYS: string(linkDays)
  IMAGE_DELIVERY: imageDelivery
  CORS_ALLOWED_ORIGINS: join(corsOrigins, ',')
  HTTP_AUTH_LEVEL: httpAuthLevel
}

var mediaServicesSettings = mediaServices.kind == 'none'
  ? {}
  : {
      MEDIA_SERVICES_ENDPOINT: mediaServices.?endpoint ?? environment().resourceManager
      MEDIA_SERVICES_SUBSCRIPTION_ID: mediaServices.subscriptionId
      MEDIA_SERVICES_RESOURCE_GROUP: mediaServices.resourceGroup
      MEDIA_SERVICES_ACCOUNT: mediaServices.account
      MEDIA_SERVICES_SCOPE: mediaServices.?scope ?? ''
      MEDIA_SERVICES_TENANT_ID: mediaServices.?tenantId ?? ''
      MEDIA_SERVICES_CLIENT_ID: mediaServices.?clientId ?? ''
      // Whom the identity library asks for that client's tokens.
      AZURE_AUTHORITY_HOST: environment().authentication.loginEndpoint
    }

// The host speaks it; Application Insights gets what it got before (docs/telemetry.md).
var openTelemetrySettings = empty(otlpEndpoint)
  ? {}
  : {
      AzureFunctionsJobHost__telemetryMode: 'OpenTelemetry'
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
    }

var keySettings = toObject(
  keyNames,
  name => name,
  name => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${replace(name, '_', '-')})'
)

output settings object = union(hostSettings, ownSettings, mediaServicesSettings, openTelemetrySettings, keySettings)
