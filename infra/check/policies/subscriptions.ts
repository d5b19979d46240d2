import type { Rendered } from '../render/render.js';
import { at, listAt, textOf } from '../render/value.js';
import type { Played } from '../scenarios/play.js';
import { assignmentsOf } from './assignments.js';
import { app, EVENTING, fault, made, mustBe, settingsOf, type Fault, type Policy } from './policy.js';

const TYPES = ['Microsoft.EventGrid/topics/eventSubscriptions', 'Microsoft.EventGrid/systemTopics/eventSubscriptions'];

/** Every subscription delivers to a function that the code registers, one event at a time, for a day. */
export const delivery: Policy = (played, { functions, eventTypes }) => {
  const subscriptions = subscriptionsOf(played);
  if (subscriptions.length === 0) return [fault(EVENTING, 'no event is subscribed to')];
  const receivers = functions.filter(({ trigger }) => trigger === 'eventGrid').map(({ name }) => name);
  const site = app(played)?.id ?? '';
  return subscriptions.flatMap((one) => {
    const target = textOf(at(one.body, 'properties', 'destination', 'properties', 'resourceId') ?? '');
    const types = listAt(one.body, 'properties', 'filter', 'includedEventTypes').map(textOf);
    const unknown = types.filter((type) => !eventTypes.includes(type));
    return [
      ...mustBe(one, 'properties.destination.endpointType', 'AzureFunction'),
      ...mustBe(one, 'properties.destination.properties.maxEventsPerBatch', 1),
      ...(played.main.resources.some((topic) => !topic.isExisting && one.id.startsWith(`${topic.id}/`))
        ? mustBe(one, 'properties.eventDeliverySchema', 'EventGridSchema')
        : []),
      ...mustBe(one, 'properties.retryPolicy.maxDeliveryAttempts', 30),
      ...mustBe(one, 'properties.retryPolicy.eventTimeToLiveInMinutes', 1440),
      ...(receivers.some((name) => target === `${site}/functions/${name}`)
        ? []
        : [fault(one, `${target} is no function for events that the code registers`)]),
      ...(types.length === 0 ? [fault(one, 'events of every type are delivered')] : []),
      ...unknown.map((type) => fault(one, `the code does nothing with ${type}`)),
    ];
  });
};

/** What cannot be delivered is kept, in a container that is made and that the topic's own identity may write to. */
export const deadLetters: Policy = (played) => {
  const containers = made(played.main.resources, 'Microsoft.Storage/storageAccounts/blobServices/containers').map(
    ({ id }) => id,
  );
  return subscriptionsOf(played).flatMap((one) => {
    const path = ['properties', 'deadLetterWithResourceIdentity'];
    const account = textOf(at(one.body, ...path, 'deadLetterDestination', 'properties', 'resourceId') ?? '');
    const name = textOf(at(one.body, ...path, 'deadLetterDestination', 'properties', 'blobContainerName') ?? '');
    const container = `${account}/blobServices/default/containers/${name}`;
    return [
      ...mustBe(one, 'properties.deadLetterWithResourceIdentity.identity.type', 'SystemAssigned'),
      ...mustBe(one, 'properties.deadLetterWithResourceIdentity.deadLetterDestination.endpointType', 'StorageBlob'),
      ...(containers.includes(container) ? [] : [fault(one, `dead letters go to ${container}, which is not made`)]),
      ...identityFaults(one, container, played),
    ];
  });
};

function identityFaults(subscription: Rendered, container: string, played: Played): Fault[] {
  const topicId = subscription.id.replace(/\/eventSubscriptions\/[^/]+$/, '');
  const topics = played.main.resources.filter(({ id }) => id.toLowerCase() === topicId.toLowerCase());
  const created = topics.filter((one) => !one.isExisting);
  const isNameless = created.some((one) => at(one.body, 'identity', 'type') !== 'SystemAssigned');
  const principals = topics.map(({ path }) => `«${path}.identity.principalId»`);
  const isAllowed = assignmentsOf(played).some(
    (one) =>
      one.role === 'Storage Blob Data Contributor' && one.scope === container && principals.includes(one.principal),
  );
  return [
    ...(isNameless ? [fault(subscription, 'the topic has no identity of its own')] : []),
    ...(isAllowed ? [] : [fault(subscription, 'the identity of the topic may not write dead letters')]),
  ];
}

/** Every topic that the app is to listen to is listened to, for the events that its settings say count, and no others. */
export const everyTopic: Policy = (played, { eventTypes }) => {
  const subscriptions = subscriptionsOf(played);
  const { MARKER_BLOB: marker = '', IMAGES_READY: imagesReady } = settingsOf(played).values;
  const missed = textOf(played.main.outputs['SUBSCRIBED_TOPIC_IDS'] ?? '')
    .split(',')
    .filter((id) => id !== '' && (marker !== '' || !/systemTopics/i.test(id)))
    .filter((id) => !subscriptions.some((one) => one.id.toLowerCase().startsWith(`${id.toLowerCase()}/`)));
  return [
    ...missed.map((id) => fault(EVENTING, `${id} is not subscribed to`)),
    ...made(played.main.resources, 'Microsoft.EventGrid/systemTopics').flatMap((one) =>
      mustBe(one, 'properties.topicType', 'Microsoft.Storage.StorageAccounts'),
    ),
    ...subscriptions
      .filter((one) => listAt(one.body, 'properties', 'filter', 'advancedFilters').length > 0)
      .map((one) => fault(one, 'the filter leaves out more than types and names')),
    ...subscriptions.flatMap((one) =>
      one.type.includes('systemTopics')
        ? markerFaults(one, marker)
        : [...imagesFaults(one, imagesReady === 'on'), ...jobFaults(one, eventTypes)],
    ),
  ];
};

/** https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage */
const ALL_CONTAINERS = '/blobServices/default/containers/';

/** Event Grid looks at how names end; the app compares the whole pattern. */
function markerFaults(subscription: Rendered, marker: string): Fault[] {
  const [start = '', end = ''] = ['subjectBeginsWith', 'subjectEndsWith'].map((name) =>
    textOf(at(subscription.body, 'properties', 'filter', name) ?? ''),
  );
  const isFound = end !== '' && `/${marker}`.endsWith(end);
  return [
    ...(isFound ? [] : [fault(subscription, `blobs that end in "${end}" are delivered; ${marker} is looked for`)]),
    ...(start.startsWith(ALL_CONTAINERS) ? [] : [fault(subscription, `no subject begins with "${start}"`)]),
  ];
}

/** What job events are for: how a job ended, and each of its outputs. The rest says the same, or nothing. */
const TOLD = /^Microsoft\.Media\.(JobFinished|JobErrored|JobCanceled|JobOutput(?!StateChange)\w+)$/;

function jobFaults(subscription: Rendered, eventTypes: readonly string[]): Fault[] {
  const types = listAt(subscription.body, 'properties', 'filter', 'includedEventTypes').map(textOf);
  const missing = eventTypes.filter((type) => TOLD.test(type) && !types.includes(type));
  const idle = types.filter((type) => type.startsWith('Microsoft.Media.') && !TOLD.test(type));
  return [
    ...missing.map((type) => fault(subscription, `${type} is not delivered`)),
    ...idle.map((type) => fault(subscription, `${type} says nothing that others do not`)),
  ];
}

function imagesFaults(subscription: Rendered, isWanted: boolean): Fault[] {
  const types = listAt(subscription.body, 'properties', 'filter', 'includedEventTypes');
  if (types.includes('Stillframe.ImagesReady') === isWanted) return [];
  return [fault(subscription, `Stillframe.ImagesReady is ${isWanted ? 'not ' : ''}delivered`)];
}

function subscriptionsOf({ eventing }: Played): Rendered[] {
  return TYPES.flatMap((type) => made(eventing.resources, type));
}
