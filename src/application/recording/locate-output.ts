import type { AllowedAccount, ImageLocation } from '../../domain/location.js';
import { canonicalVideoId, guidIn, videoIdProblem } from '../../domain/video-id.js';
import type { Asset, MediaLibrary } from './ports.js';

/** Which video an output belongs to, and where its blobs lie, or why that cannot be known. */
export type Located = { videoId: string; asset?: Asset } & (
  { location: ImageLocation } | { location?: never; problem: string }
);

/** The video of an output; asks for the asset only when the event itself does not say. */
export async function videoOf(
  library: MediaLibrary | undefined,
  assetName: string,
  correlated: string | undefined,
): Promise<string> {
  return correlated ?? videoIdOf(assetName, undefined, await library?.findAsset(assetName));
}

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
