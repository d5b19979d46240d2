import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** An event as it goes over the wire, in either schema. */
export type WireEvent = Record<string, unknown> & { data: Record<string, unknown> };

/** An official sample by its location below test/fixtures/events; every file there holds a list of one. */
export function officialEvent(name: string): WireEvent {
  const [event] = JSON.parse(readFileSync(resolve(`test/fixtures/events/${name}.json`), 'utf8')) as WireEvent[];
  if (event === undefined) throw new Error(`${name} holds no event`);
  return event;
}

/** The official sample of JobFinished, about an output and a video of ours. */
export function jobFinished({ assetName, videoId }: { assetName: string; videoId: string }): WireEvent {
  const event = officialEvent('eventgrid/JobFinished.docs');
  const [output] = event.data['outputs'] as object[];
  return { ...event, data: { ...event.data, outputs: [{ ...output, assetName }], correlationData: { videoId } } };
}
