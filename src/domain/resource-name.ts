/** Media Services named nothing longer. */
const MAX_LENGTH = 260;
/** A path, or the end of a line. */
const NO_STEP = /[/\\\p{Cc}]|^\.*$/u;
/** What Media Services allowed in no name and means something in a URL. */
const FORBIDDEN = /[%&?]/;
/** The other characters that it allowed in no name. Services that speak its API may, and the official samples have a job `<job-id>`. */
const UNUSUAL = /[<>:*+.']/;

/**
 * Whether a name can be a step in the path of a URL, as those of all resources are. Two dots lead out of the account.
 */
export function isStep(name: string): boolean {
  return !NO_STEP.test(name) && name.isWellFormed();
}

/**
 * Whether an asset, a transform or a job may have this name. Asking a service for any other would ask for something else.
 * https://learn.microsoft.com/azure/media-services/latest/concepts-overview#naming-conventions
 */
export function isResourceName(name: string): boolean {
  return isStep(name) && name.length <= MAX_LENGTH && !FORBIDDEN.test(name);
}

/** Whether some services refuse a request for a resource of this name. */
export function isUnusualName(name: string): boolean {
  return UNUSUAL.test(name);
}
