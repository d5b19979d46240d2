/** Media Services named nothing longer. */
const MAX_LENGTH = 260;
/** What it allowed in no name and means something in a URL; of the rest, services that speak its API may allow more. */
const FORBIDDEN = /[<>%&?#/\\\p{Cc}]/u;

/**
 * Whether an asset, a transform or a job may have this name. Asking a service for any other would ask for something else: two
 * dots lead out of the account.
 * https://learn.microsoft.com/azure/media-services/latest/concepts-overview#naming-conventions
 */
export function isResourceName(name: string): boolean {
  return name.length <= MAX_LENGTH && !FORBIDDEN.test(name) && !/^\.*$/.test(name) && name.isWellFormed();
}
