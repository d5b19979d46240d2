/** `@azure/functions` tells the worker's own errors from an app's by this mark. */
export function systemError<E extends Error>(error: E): E & { isAzureFunctionsSystemError: true } {
  return Object.assign(error, { isAzureFunctionsSystemError: true as const });
}
