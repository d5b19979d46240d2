import { isRestError, RestError } from '@azure/core-rest-pipeline';
import * as z from 'zod';
import { Failure, type FailureCode } from '../application/failure.js';
import { withDeadline } from './timeouts.js';
import { isTransient } from './retry.js';

/** The HTTP status behind an SDK's error; undefined when no answer came or the error is not an SDK's. */
export function statusOf(error: unknown): number | undefined {
  return isRestError(error) ? error.statusCode : undefined;
}

/** Blob Storage and Media Services send their code in `code`, or where there is no body in a header; Table Storage deep in the details. */
const tableDetails = z.object({ odataError: z.object({ code: z.string() }) });

/** The service's own code for an error, for example `TableNotFound`. */
export function codeOf(error: unknown): string | undefined {
  if (!isRestError(error)) return undefined;
  const told = error.code ?? tableDetails.safeParse(error.details).data?.odataError.code;
  return told ?? error.response?.headers.get('x-ms-error-code');
}

/**
 * Runs a call to an Azure service and maps its errors to failures: `access-denied` for a missing role, `unavailable` for
 * transient errors. Other errors are bugs and stay. The service's message is left out, since it may hold a URL.
 */
export async function mapAzureErrors<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await withDeadline(call);
  } catch (error) {
    throw toFailure(what, error);
  }
}

function toFailure(what: string, error: unknown): unknown {
  const failure = (code: FailureCode, said: string) => new Failure(code, `${what}: ${said}`, { cause: error });
  if (isCredentialError(error)) return failure('access-denied', 'no token could be had');
  // Only timeouts abort a call.
  const isTimeout = error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name);
  if (isTimeout) return failure('unavailable', 'no answer in time');
  if (!isRestError(error)) return error;
  const { statusCode } = error;
  const code = codeOf(error);
  if (code === RestError.PARSE_ERROR) return failure('unavailable', 'an answer that cannot be read');
  const answer = statusCode === undefined ? 'no answer' : `answered ${statusCode}`;
  const said = code === undefined ? answer : `${answer} (${code})`;
  if (statusCode === 401 || statusCode === 403) return failure('access-denied', said);
  return isTransient(statusCode) ? failure('unavailable', said) : error;
}

/** By name: the errors of credentials are no RestErrors, and a class of another copy of the package would not match. */
function isCredentialError(error: unknown): boolean {
  const names = [
    'AuthenticationError',
    'AuthenticationRequiredError',
    'AggregateAuthenticationError',
    'CredentialUnavailableError',
  ];
  return error instanceof Error && names.includes(error.name);
}
