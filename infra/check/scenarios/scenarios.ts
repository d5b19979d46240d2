import type { ValueObject } from '../render/value.js';

/** What stands for a secret that the user gives: it must come out nowhere but in the vault. */
export const SECRET = 'a-secret-that-must-not-show';

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';
const OTHER = '/subscriptions/00000000-0000-0000-0000-000000000002';
const needed = { environmentName: 'demo', location: 'westeurope' };

export interface Scenario {
  name: string;
  params: ValueObject;
  /** What else the user put into the azd environment, for the hooks. */
  variables: Record<string, string>;
}
export const DEPLOYED_TO = SUBSCRIPTION;

/**
 * Ways to deploy main.bicep that differ in what is made: every policy has to hold in each. Between them they reach
 * every module; a test makes sure.
 */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'as it comes', params: needed, variables: {} },
  { name: 'with a log of reads', params: { ...needed, logMediaReads: true }, variables: {} },
  {
    name: 'everything at once',
    params: {
      ...needed,
      mediaAccounts: [
        {
          name: 'contosomedia',
          resourceGroup: 'rg-media',
          containers: ['asset-*', 'video-*'],
          cors: true,
          blobCreated: true,
        },
        {
          name: 'fabrikammedia',
          resourceGroup: 'rg-old',
          subscriptionId: OTHER.split('/')[2] ?? '',
          location: 'northeurope',
        },
      ],
      mediaServices: {
        kind: 'azure',
        subscriptionId: OTHER.split('/')[2] ?? '',
        resourceGroup: 'rg-old',
        account: 'contoso',
      },
      mediaServicesApiKey: SECRET,
      adminKeys: SECRET,
      publicUrl: 'https://media.contoso.com',
      linkKeys: SECRET,
      linkDays: 14,
      imageDelivery: 'proxy',
      corsAllowedOrigins: 'https://www.contoso.com, https://app.contoso.com',
      signingWindowMinutes: 60,
      scanCalls: 1000,
      scanSchedule: '0 */10 * * * *',
      signingMinimumLifeMinutes: 90,
      topicAcceptsKeys: true,
      publisherIds: '00000000-0000-0000-0000-00000000000a',
      operatorIds: '00000000-0000-0000-0000-00000000000b',
      vnetEnabled: true,
      markerBlob: '_done',
      imagesReady: 'on',
      publishTopic: `${OTHER}/resourceGroups/rg-search/providers/Microsoft.EventGrid/topics/changes`,
      alertEmails: 'operators@contoso.com',
      thresholds: {
        failedRequestPercent: 11,
        slowAnswerMilliseconds: 12,
        failingEvents: 13,
        rejectedEvents: 14,
        deniedAccesses: 15,
        lateManifestSeconds: 16,
        deadLetters: 17,
        scanTroubles: 18,
      },
      otlpEndpoint: 'https://collector.contoso.com',
      otlpHeaders: SECRET,
      logManifestReads: true,
      logMediaReads: true,
    },
    variables: {},
  },
  {
    name: 'existing topics and a compatible service',
    params: {
      ...needed,
      mediaServices: {
        kind: 'compatible',
        endpoint: 'https://media.example.com',
        subscriptionId: '00000000-0000-0000-0000-00000000000c',
        resourceGroup: 'rg',
        account: 'contoso',
      },
      mediaServicesApiKey: SECRET,
      eventTopics: `${OTHER}/resourceGroups/rg-events/providers/Microsoft.EventGrid/topics/jobs,${SUBSCRIPTION}/resourceGroups/rg-media/providers/Microsoft.EventGrid/systemTopics/blobs`,
      corsAllowedOrigins: '*',
      signingWindowMinutes: 1440,
      signingMinimumLifeMinutes: 1440,
      alwaysReadyHttpInstances: 0,
      markerBlob: '*.ready',
    },
    variables: { STILLFRAME_MARKER_CONTAINER_PREFIX: 'video-' },
  },
  {
    name: 'Easy Auth',
    params: { ...needed, access: { kind: 'easyAuth', clientId: '00000000-0000-0000-0000-00000000000d' } },
    variables: {},
  },
  {
    name: 'restricted',
    params: {
      ...needed,
      access: {
        kind: 'restricted',
        allow: [
          { from: 'addresses', name: 'office', range: '203.0.113.0/24' },
          {
            from: 'subnet',
            name: 'web',
            subnetId: `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/s`,
          },
          { from: 'frontDoor', name: 'edge', frontDoorId: '00000000-0000-0000-0000-00000000000e' },
        ],
      },
    },
    variables: {},
  },
];
