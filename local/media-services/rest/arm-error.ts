import type { ErrorRequestHandler, RequestHandler } from 'express';

/** An error for the caller, in ARM's form `{ error: { code, message } }`. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const badRequest = (message: string) => new ArmError(400, 'BadRequest', message);
export const conflict = (message: string) => new ArmError(409, 'Conflict', message);
export const notFound = (what: string, name: string) =>
  new ArmError(404, 'ResourceNotFound', `The ${what} '${name}' was not found.`);

/** Handles paths that are no resource of this encoder. */
export const noSuchResource: RequestHandler = (request) => {
  throw new ArmError(
    404,
    'ResourceNotFound',
    `${request.method} ${request.path} is no operation of the local encoder.`,
  );
};

/** The disk is full. The SDK retries a status of 500 or more, in silence. */
const isDiskFull = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOSPC';

/** Errors of express and its body parser have a status, and a message about the request only. */
function fromExpress(error: unknown): ArmError | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  if (error.status === 413) return new ArmError(413, 'RequestEntityTooLarge', 'The request body is too large.');
  return typeof error.status === 'number' && error.status < 500 ? badRequest(error.message) : undefined;
}

/** Converts errors to responses. Unexpected ones are logged, and their message is not sent. */
export function armErrorHandler(log: (line: string) => void): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const known = isDiskFull(error)
      ? conflict("The disk of the local encoder's data is full: free some space, then try again.")
      : error instanceof ArmError
        ? error
        : fromExpress(error);
    if (!known || isDiskFull(error))
      log(`${request.method} ${request.path} failed: ${error instanceof Error ? error.message : 'unknown'}`);
    const { status, code, message } =
      known ?? new ArmError(500, 'InternalServerError', 'The local encoder failed; see its log.');
    response.status(status).json({ error: { code, message } });
  };
}
