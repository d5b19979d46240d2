import { isRestError, RestError } from '@azure/core-rest-pipeline';
import * as z from 'zod';
import { Failure } from '../application/failure.js';
import { withDeadline, isTransient } from './retry.js';

/** The HTTP status behind an SDK's error; undefined when no answer came or the error is not an SDK's. */
export function statusOf(error: unknown): number | undefined {
  return isRestError(error) ? error.statusCode : undefined;
}

/** Blob Storage and Media Services send their code in `code`, Table Storage deep in the details. */
const tableDetails = z.object({ odataError: z.object({ code: z.string() }) });

/** The service's own code for an error, for example `TableNotFound`. */
export function codeOf(error: unknown): string | undefined {
  if (!isRestError(error)) return undefined;
  return error.code ?? tableDetails.safeParse(error.details).data?.odataError.code;
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
  if (isCredentialError(error)) return new Failure('access-denied', `${what}: no token could be had`, { cause: error });
  if (isTimeout(error)) return new Failure('unavailable', `${what}: no answer in time`, { cause: error });
  if (!isRestError(error)) return error;
  const { statusCode } = error;
  const code = codeOf(error);
  if (code === RestError.PARSE_ERROR) {
    return new Failure('unavailable', `${what}: an answer that cannot be read`, { cause: error });
  }
  const said = `${what}: ${statusCode === undefined ? 'no answer' : `answered ${statusCode}`}${code === undefined ? '' : ` (${code})`}`;
  if (statusCode === 401 || statusCode === 403) return new Failure('access-denied', said, { cause: error });
  return isTransient(statusCode) ? new Failure('unavailable', said, { cause: error }) : error;
}

/** Only timeouts abort a call. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
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
