metadata description = 'The shapes of what main.bicep is given.'

@export()
@description('A storage account that holds media already. It may lie in another resource group or subscription.')
type mediaAccount = {
  @description('Its name.')
  @minLength(3)
  @maxLength(24)
  name: string

  @description('The resource group that it lies in.')
  resourceGroup: string

  @description('The subscription that it lies in, if not the one that is deployed to.')
  subscriptionId: string?

  @description('Its region, if not the one that is deployed to. Only a system topic needs it.')
  location: string?

  @description('Which of its containers may be read and signed; * stands for any characters. Without it, asset-*.')
  containers: string[]?

  @description('Whether its blob service lets the allowed origins in. Its other settings stay as they are.')
  cors: bool?

  @description('Whether it gets a system topic that tells of new blobs. An account can have one only.')
  blobCreated: bool?
}

@description('There is none: names of files decide what is a thumbnail.')
type noMediaServices = {
  kind: 'none'
}

@description('An account behind Azure Resource Manager, which the app gets leave to read.')
type azureMediaServices = {
  kind: 'azure'
  subscriptionId: string
  resourceGroup: string
  account: string

  @description('What tokens are asked for, if not /.default of the endpoint.')
  scope: string?

  @description('The tenant of an app registration that asks in place of the app; its secret is a parameter of its own.')
  tenantId: string?

  @description('The application (client) id of that app registration.')
  clientId: string?
}

@description('A service that speaks the same API at an endpoint of its own. What it is addressed by, it says itself.')
type compatibleMediaServices = {
  kind: 'compatible'
  endpoint: string
  subscriptionId: string
  resourceGroup: string
  account: string

  @description('What tokens are asked for, if not /.default of the endpoint.')
  scope: string?

  @description('The tenant of an app registration that asks in place of the app; its secret is a parameter of its own.')
  tenantId: string?

  @description('The application (client) id of that app registration.')
  clientId: string?
}

@export()
@discriminator('kind')
@description('Where jobs, transforms and assets are asked for.')
type mediaServicesAccount = noMediaServices | azureMediaServices | compatibleMediaServices

@description('Callers send a function key.')
type functionKeyAccess = {
  kind: 'functionKey'
}

@description('Callers sign in with Microsoft Entra ID; the platform turns everybody else away before the app is asked.')
type easyAuthAccess = {
  kind: 'easyAuth'

  @description('The application (client) id of the app registration that stands for this API.')
  @minLength(36)
  @maxLength(36)
  clientId: string

  @description('The tenant whose tokens count, if not the one that is deployed to.')
  tenantId: string?

  @description('Audiences of tokens that count, if not api://<clientId>.')
  allowedAudiences: string[]?

  @description('Client ids of the applications that may call. Without it, any of the tenant.')
  allowedApplications: string[]?

  @description('Whether callers send a function key as well. On the way back to functionKey this comes first.')
  functionKey: bool?
}

@description('Only these callers reach the app, and Event Grid.')
type restrictedAccess = {
  kind: 'restricted'

  @description('At least one: a list that is empty would let nobody in.')
  @minLength(1)
  allow: caller[]

  @description('Whether callers send a function key as well. On the way back to functionKey this comes first.')
  functionKey: bool?
}

@description('A range of addresses, such as 203.0.113.0/24.')
type callerByAddress = {
  from: 'addresses'
  name: string
  range: string
}

@description('A subnet, by its resource id, with the service endpoint Microsoft.Web.')
type callerBySubnet = {
  from: 'subnet'
  name: string
  subnetId: string
}

@description('One Front Door of yours, by the id that it sends as X-Azure-FDID. All of them share their addresses.')
type callerByFrontDoor = {
  from: 'frontDoor'
  name: string
  @minLength(36)
  @maxLength(36)
  frontDoorId: string
}

@export()
@discriminator('from')
@description('Who may reach an app with restricted access.')
type caller = callerByAddress | callerBySubnet | callerByFrontDoor

@export()
@discriminator('kind')
@description('How callers are let in. Routes are anonymous only where the platform guards them in place of the key.')
type apiAccess = functionKeyAccess | easyAuthAccess | restrictedAccess

@export()
@description('The events of custom topics that the app understands.')
type customEvent =
  | 'Microsoft.Media.JobCanceled'
  | 'Microsoft.Media.JobCanceling'
  | 'Microsoft.Media.JobErrored'
  | 'Microsoft.Media.JobFinished'
  | 'Microsoft.Media.JobOutputCanceled'
  | 'Microsoft.Media.JobOutputCanceling'
  | 'Microsoft.Media.JobOutputErrored'
  | 'Microsoft.Media.JobOutputFinished'
  | 'Microsoft.Media.JobOutputProcessing'
  | 'Microsoft.Media.JobOutputScheduled'
  | 'Microsoft.Media.JobOutputStateChange'
  | 'Microsoft.Media.JobProcessing'
  | 'Microsoft.Media.JobScheduled'
  | 'Microsoft.Media.JobStateChange'
  | 'Stillframe.ImagesReady'
