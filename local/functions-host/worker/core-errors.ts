/** Marks an error of the worker: `@azure/functions` treats it differently from an error of the app. */
export function systemError<E extends Error>(error: E): E & { isAzureFunctionsSystemError: true } {
  return Object.assign(error, { isAzureFunctionsSystemError: true as const });
}
