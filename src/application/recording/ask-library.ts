import type { ImageRule } from '../../domain/image-rule.js';
import type { AllowedAccount, ImageLocation } from '../../domain/location.js';
import type { OutputReport } from '../../domain/media-event.js';
import type { ImagesReport } from '../../domain/report.js';
import { canonicalVideoId, guidIn, videoIdProblem } from '../../domain/video-id.js';
import { memoize } from '../../memoize.js';
import type { Asset, Job, MediaLibrary } from './ports.js';

/** The same library, asked at most once for each asset, job and transform: for the length of one event. */
export function askOnce(library: MediaLibrary): MediaLibrary {
  return {
    findAsset: memoize((name: string) => library.findAsset(name)),
    findJob: memoize((job: Parameters<MediaLibrary['findJob']>[0]) => library.findJob(job), JSON.stringify),
    findTransform: memoize((name: string) => library.findTransform(name)),
  };
}

/** Which video an output belongs to, and where its blobs lie, or why that cannot be known. */
export type Located = { videoId: string; asset?: Asset } & (
  { location: ImageLocation } | { location?: never; problem: string }
);

/**
 * The asset names its container. Where the asset cannot be read (the service was retired, or is not in the settings), a GUID in the
 * asset's name still gives the default container name.
 */
export async function locateOutput(
  library: MediaLibrary | undefined,
  accounts: readonly AllowedAccount[],
  assetName: string,
  correlated: string | undefined,
): Promise<Located> {
  const asset = await library?.findAsset(assetName);
  const videoId = videoIdOf(assetName, correlated, asset);
  const account = asset?.storageAccount ?? accounts[0]?.name ?? '';
  if (asset !== undefined) return { videoId, asset, location: { account, container: asset.container, prefix: '' } };
  const guid = guidIn(assetName);
  if (guid !== undefined) return { videoId, location: { account, container: `asset-${guid}`, prefix: '' } };
  const why = library === undefined ? 'there are no Media Services settings to look it up with' : 'it does not exist';
  return { videoId, problem: `asset '${assetName}' has no known container: ${why}, and its name carries no GUID` };
}

/** The first that is there: correlation data, the asset's alternate id, the asset's name. */
export function videoIdOf(assetName: string, correlated: string | undefined, asset: Asset | undefined): string {
  const alternate = asset?.alternateId;
  const usable = alternate !== undefined && videoIdProblem(alternate) === undefined ? alternate : undefined;
  return canonicalVideoId(correlated ?? usable ?? assetName);
}

const CLIENT_ENCRYPTED = 'the blobs are encrypted by the client; a URL would serve ciphertext';

/** What a report says of the asset that wrote its images; `asset` is what Media Services knows of it. */
export function assetFacts(
  name: string,
  asset: Asset | undefined,
  at: Date,
): Pick<ImagesReport, 'asset' | 'aliases' | 'asked'> {
  const names = [name, asset?.assetId].filter((one) => one !== undefined);
  const asked = asset && (asset.isClientEncrypted ? { unservable: CLIENT_ENCRYPTED } : {});
  return { asset: { name, at }, aliases: names.map(canonicalVideoId), ...(asked && { asked }) };
}

/**
 * The image rules that made an output's asset: of each of the job's outputs that wrote into it, the job's own preset, else
 * the transform's at the same position. When the job is gone (they go after 90 days), the label's number gives the position;
 * a label of the customer's own does not, and then any output's rules may match. Undefined when no preset is known.
 */
export function rulesFor(
  { assetName, label = '' }: OutputReport,
  job: Job | undefined,
  transform: readonly (readonly ImageRule[])[] | undefined,
): readonly ImageRule[] | undefined {
  const positions = job === undefined ? [Number(/_(\d+)$/.exec(label)?.[1] ?? -1)] : positionsOf(job, assetName);
  const known = positions
    .map((position) => job?.outputs[position]?.rules ?? transform?.[position])
    .filter((rules) => rules !== undefined);
  return known.length > 0 ? known.flat() : transform?.flat();
}

/** Names of resources compare without case, and events need not spell them as the job does. */
function positionsOf({ outputs }: Job, assetName: string): number[] {
  const wanted = assetName.toLowerCase();
  return outputs.flatMap((output, position) => (output.assetName.toLowerCase() === wanted ? [position] : []));
}
