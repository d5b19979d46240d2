// All of Stillframe but its event subscriptions, which come after the code (eventing.bicep). main.parameters.json says
// which variable of the azd environment sets which parameter; README.md explains each.
targetScope = 'subscription'

import { apiAccess, mediaAccount, mediaServicesAccount } from 'modules/types.bicep'
import { alertThresholds } from 'modules/watching.bicep'

@description('The name of the azd environment. Every name below follows from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('The region of everything that is made: one that offers Flex Consumption.')
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
@metadata({ azd: { type: 'location' } })
param location string

@description('The version of Node.js that the app runs on.')
@allowed(['20', '22', '24'])
param nodeVersion string = '22'

@description('The memory of an instance, in MB; its share of a processor goes with it.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances at a time: a lid on the bill, and on the load that storage sees.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('Instances that always stand ready for HTTP. One takes the cold start from queries; 0 costs nothing when idle.')
@minValue(0)
@maxValue(20)
param alwaysReadyHttpInstances int = 1

@description('How many copies are kept of what is stored, and where.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_LRS'

@description('How long logs are kept, in days.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('How long the URLs of a video stay the same, in minutes (SIGNING_WINDOW_MINUTES).')
@minValue(1)
@maxValue(1440)
param signingWindowMinutes int = 20

@description('How long a URL works at least after it was handed out, in minutes (SIGNING_MINIMUM_LIFE_MINUTES).')
@minValue(2)
@maxValue(1440)
param signingMinimumLifeMinutes int = 20

@description('What a caller who asks for a longer life of URLs gets at most, in minutes (SIGNING_MAXIMUM_LIFE_MINUTES).')
@minValue(2)
@maxValue(1440)
param signingMaximumLifeMinutes int = 60

@description('Another number moves the bounds of user delegation keys, after a revocation (SIGNING_EPOCH).')
@minValue(0)
@maxValue(1440)
param signingEpoch int = 0

@description('The version of the storage API that signatures are made for; empty leaves it to the app (SAS_VERSION).')
param sasVersion string = ''

@description('What storage does with a signature of a longer span than ours, in an account that is made here.')
@allowed(['Log', 'Block'])
param sasExpirationAction string = 'Log'

@description('How long an instance may answer from memory, in seconds (MANIFEST_CACHE_SECONDS).')
@minValue(0)
@maxValue(3600)
param manifestCacheSeconds int = 5

@description('Calls that one run of scanLocations may make; 0 switches it off (SCAN_CALLS).')
@minValue(0)
@maxValue(100000)
param scanCalls int = 200

@description('When scanLocations runs, in six fields (SCAN_SCHEDULE).')
param scanSchedule string = '0 17 * * * *'

@description('The key in a job\'s correlation data that holds the video id (VIDEO_ID_KEY).')
@minLength(1)
param videoIdKey string = 'videoId'

@description('Blobs that say that a location is complete, for encoders that raise no job events: _done, *.ready (MARKER_BLOB).')
@maxLength(200)
param markerBlob string = ''

@description('Whether the event Stillframe.ImagesReady counts (IMAGES_READY).')
@allowed(['on', 'off'])
param imagesReady string = 'off'

@description('Origins whose pages may call the API and read images, by commas (CORS_ALLOWED_ORIGINS).')
param corsAllowedOrigins string = ''

@description('How callers are let in: {"kind":"functionKey"}, or easyAuth or restricted with what those need.')
param access apiAccess = { kind: 'functionKey' }

@description('Storage accounts that hold media already. Without any, one is made. The first is that of assets that name none.')
param mediaAccounts mediaAccount[] = []

@description('Where jobs, transforms and assets are asked for: {"kind":"none"}, or azure or compatible with what those need.')
param mediaServices mediaServicesAccount = { kind: 'none' }

@description('The key of a service that lends tokens for keys (MEDIA_SERVICES_API_KEY). It goes into a key vault.')
@secure()
param mediaServicesApiKey string = ''

@description('The secret of the app registration that mediaServices names (MEDIA_SERVICES_CLIENT_SECRET). It goes into a key vault.')
@secure()
param mediaServicesClientSecret string = ''

@description('Keys of those who may delete videos, by commas, each of 32 characters or more (ADMIN_KEYS). They go into a key vault.')
@secure()
param adminKeys string = ''

@description('Where callers reach the app, where that is not its own name: https://media.example.com (PUBLIC_URL).')
param publicUrl string = ''

@description('Keys that sign permalinks, by commas, as id:secret; the first signs, all are believed (LINK_KEYS). They go into a key vault.')
@secure()
param linkKeys string = ''

@description('How long a permalink works at least, in days (LINK_DAYS).')
@minValue(1)
@maxValue(60)
param linkDays int = 30

@description('Whether permalinks lead to storage, or bring the image itself (IMAGE_DELIVERY).')
@allowed(['redirect', 'proxy'])
param imageDelivery string = 'redirect'

@description('Resource ids of topics that exist already, by commas: custom topics, system topics. Without any, a topic is made.')
param eventTopics string = ''

@description('The schema that publishers write to the topic that is made.')
@allowed(['EventGridSchema', 'CloudEventSchemaV1_0'])
param topicInputSchema string = 'EventGridSchema'

@description('Whether the topic that is made takes its keys as well, for publishers that cannot use Microsoft Entra ID.')
param topicAcceptsKeys bool = false

@description('Object ids of those who publish to the topic that is made, by commas.')
param publisherIds string = ''

@description('The resource id of a topic that exists, takes CloudEvents, and is told of changes. Empty: nobody is told.')
param publishTopic string = ''

@description('Object ids of people or groups who may read manifests and dead letters, by commas.')
param operatorIds string = ''

@description('Who is told of alerts, by commas. Without any address they show in the portal only.')
param alertEmails string = ''

@description('When alerts are raised, where the defaults do not fit.')
param thresholds alertThresholds = {}

@description('Where a collector of OpenTelemetry listens. Telemetry goes there too then, and is billed twice.')
param otlpEndpoint string = ''

@description('What that collector wants to see, such as a key. It goes into a key vault.')
@secure()
param otlpHeaders string = ''

@description('Whether every read of the manifest table is logged. That costs more than the reads.')
param logManifestReads bool = false

@description('Whether every read of media is logged, and what it was signed with. That costs more than the reads.')
param logMediaReads bool = false

@description('Whether storage and keys are reached through a virtual network alone.')
param vnetEnabled bool = false

@description('The addresses of that network, at least a /24.')
param vnetAddressPrefix string = '10.60.0.0/24'

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
// A key that is added here, with its parameter, lands in the vault, and its setting refers to it.
var keyNames = concat(
  empty(mediaServicesApiKey) ? [] : ['MEDIA_SERVICES_API_KEY'],
  empty(mediaServicesClientSecret) ? [] : ['MEDIA_SERVICES_CLIENT_SECRET'],
  empty(adminKeys) ? [] : ['ADMIN_KEYS'],
  empty(linkKeys) ? [] : ['LINK_KEYS'],
  empty(otlpHeaders) ? [] : ['OTEL_EXPORTER_OTLP_HEADERS']
)
// Clocks differ: signatures begin a quarter of an hour early.
var longestSpanMinutes = 15 + signingWindowMinutes + max(signingMinimumLifeMinutes, signingMaximumLifeMinutes)
var corsOrigins = readList(corsAllowedOrigins)
var newMediaAccountName = 'stmedia${token}'

func readList(text string) string[] => filter(map(split(text, ','), entry => trim(entry)), entry => !empty(entry))

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module foundation 'modules/foundation.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    storageSku: storageSku
    logRetentionDays: logRetentionDays
    isPrivate: vnetEnabled
    vnetAddressPrefix: vnetAddressPrefix
    operatorIds: readList(operatorIds)
    keyNames: keyNames
    keys: {
      MEDIA_SERVICES_API_KEY: mediaServicesApiKey
      MEDIA_SERVICES_CLIENT_SECRET: mediaServicesClientSecret
      ADMIN_KEYS: adminKeys
      LINK_KEYS: linkKeys
      OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders
    }
  }
}

module media 'modules/media.bicep' = {
  scope: group
  params: {
    accounts: mediaAccounts
    newAccountName: newMediaAccountName
    location: location
    tags: tags
    storageSku: storageSku
    longestSpanMinutes: longestSpanMinutes
    sasExpirationAction: sasExpirationAction
    corsOrigins: corsOrigins
    principalId: foundation.outputs.principalId
    logReads: logMediaReads
    workspaceId: foundation.outputs.workspaceId
  }
}

// A compatible service has no roles: it is asked with its key.
module legacyMediaServices 'modules/legacy-media-services.bicep' = if (mediaServices.kind == 'azure') {
  scope: resourceGroup(
    mediaServices.?subscriptionId ?? subscription().subscriptionId,
    mediaServices.?resourceGroup ?? 'rg-${environmentName}'
  )
  params: {
    accountName: mediaServices.?account ?? ''
    principalId: foundation.outputs.principalId
  }
}

module topics 'modules/topics.bicep' = {
  scope: group
  params: {
    existingTopicIds: readList(eventTopics)
    systemTopicIds: media.outputs.systemTopicIds
    systemTopicPrincipalIds: media.outputs.systemTopicPrincipalIds
    newTopicName: 'evgt-${token}'
    location: location
    tags: tags
    inputSchema: topicInputSchema
    acceptsKeys: topicAcceptsKeys
    publisherIds: readList(publisherIds)
    deadLetterAccountName: foundation.outputs.hostAccountName
    deadLetterContainer: foundation.outputs.deadLetterContainer
  }
}

// /subscriptions/<2>/resourceGroups/<4>/providers/Microsoft.EventGrid/topics/<8>
module publishAccess 'modules/publish-access.bicep' = if (!empty(publishTopic)) {
  scope: resourceGroup(split(publishTopic, '/')[2], split(publishTopic, '/')[4])
  params: {
    name: split(publishTopic, '/')[8]
    principalId: foundation.outputs.principalId
  }
}

module settings 'modules/app-settings.bicep' = {
  scope: group
  params: {
    identityClientId: foundation.outputs.identityClientId
    applicationInsightsConnectionString: foundation.outputs.applicationInsightsConnectionString
    hostBlobEndpoint: foundation.outputs.hostBlobEndpoint
    hostQueueEndpoint: foundation.outputs.hostQueueEndpoint
    hostTableEndpoint: foundation.outputs.hostTableEndpoint
    manifestTableEndpoint: foundation.outputs.manifestTableEndpoint
    manifestTable: foundation.outputs.manifestTable
    mediaAccounts: empty(mediaAccounts)
      ? [{ name: newMediaAccountName }]
      : map(mediaAccounts, account => { name: account.name, containers: account.?containers })
    mediaServices: mediaServices
    videoIdKey: videoIdKey
    markerBlob: markerBlob
    imagesReady: imagesReady
    signingWindowMinutes: signingWindowMinutes
    signingMinimumLifeMinutes: signingMinimumLifeMinutes
    signingMaximumLifeMinutes: signingMaximumLifeMinutes
    signingEpoch: signingEpoch
    sasVersion: sasVersion
    manifestCacheSeconds: manifestCacheSeconds
    publishTopicEndpoint: empty(publishTopic) ? '' : publishAccess!.outputs.endpoint
    scanCalls: scanCalls
    scanSchedule: scanSchedule
    publicUrl: publicUrl
    linkDays: linkDays
    imageDelivery: imageDelivery
    corsOrigins: corsOrigins
    // Nothing says "anonymous" but a guard that takes the key's place.
    httpAuthLevel: access.kind == 'functionKey' || (access.?functionKey ?? false) ? 'function' : 'anonymous'
    otlpEndpoint: otlpEndpoint
    keyNames: keyNames
    vaultUri: foundation.outputs.vaultUri
  }
}

module host 'modules/host.bicep' = {
  scope: group
  params: {
    planName: 'plan-${token}'
    name: 'func-${token}'
    location: location
    tags: tags
    identityId: foundation.outputs.identityId
    deploymentContainerUrl: '${foundation.outputs.hostBlobEndpoint}${foundation.outputs.deploymentContainer}'
    nodeVersion: nodeVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    subnetId: foundation.outputs.appSubnetId
    corsOrigins: corsOrigins
    access: access
    settings: settings.outputs.settings
  }
}

module watching 'modules/watching.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    functionAppName: host.outputs.name
    applicationInsightsId: foundation.outputs.applicationInsightsId
    workspaceId: foundation.outputs.workspaceId
    topicIds: topics.outputs.topicIds
    ownTopicName: topics.outputs.newTopicName
    manifestAccountName: foundation.outputs.manifestAccountName
    logManifestReads: logManifestReads
    alertEmails: readList(alertEmails)
    thresholds: thresholds
  }
}

output AZURE_LOCATION string = location
output AZURE_TENANT_ID string = tenant().tenantId
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_NAME string = host.outputs.name
output SERVICE_API_NAME string = host.outputs.name
output SERVICE_API_URI string = host.outputs.uri
output EVENT_TOPIC_ENDPOINT string = topics.outputs.newTopicEndpoint
output SUBSCRIBED_TOPIC_IDS string = join(topics.outputs.topicIds, ',')
output DEAD_LETTER_ACCOUNT string = foundation.outputs.hostAccountName
output DEAD_LETTER_CONTAINER string = foundation.outputs.deadLetterContainer
output MANIFEST_ACCOUNT string = foundation.outputs.manifestAccountName
output MEDIA_ACCOUNT string = empty(mediaAccounts) ? newMediaAccountName : mediaAccounts[0].name
