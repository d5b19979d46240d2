/** Whether a name can be a step in the path of a URL, as those of all resources are. Two dots lead out of the account. */
export function isStep(name: string): boolean {
  return !/[/\\\p{Cc}]|^\.*$/u.test(name) && name.isWellFormed();
}

/**
 * Whether an asset, a transform or a job may have this name. Asking a service for any other would ask for something else.
 * https://learn.microsoft.com/azure/media-services/latest/concepts-overview#naming-conventions
 */
export function isResourceName(name: string): boolean {
  // What Media Services allowed in no name and means something in a URL, and the length of its longest names.
  return isStep(name) && name.length <= 260 && !/[%&?]/.test(name);
}

/** Whether Media Services refuses this name. Services that speak its API may not, and the official samples have a job `<job-id>`. */
export function isUnusualName(name: string): boolean {
  return /[<>:*+.']/.test(name);
}
