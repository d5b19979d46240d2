/** The documented JobErrorCode values that occur here, with their category and whether a retry may help. */
const kinds = {
  DownloadNotAccessible: { category: 'Download', retry: 'DoNotRetry' },
  DownloadTransientError: { category: 'Download', retry: 'MayRetry' },
  UploadNotAccessible: { category: 'Upload', retry: 'DoNotRetry' },
  UploadTransientError: { category: 'Upload', retry: 'MayRetry' },
  ConfigurationUnsupported: { category: 'Configuration', retry: 'DoNotRetry' },
  ContentMalformed: { category: 'Content', retry: 'DoNotRetry' },
  ContentUnsupported: { category: 'Content', retry: 'DoNotRetry' },
  ServiceError: { category: 'Service', retry: 'DoNotRetry' },
  ServiceTransientError: { category: 'Service', retry: 'MayRetry' },
} as const;

export type JobErrorCode = keyof typeof kinds;

/** The `JobError` of the Media Services API, in jobs and events. */
export interface JobError {
  readonly code: JobErrorCode;
  readonly message: string;
  readonly category: string;
  readonly retry: 'DoNotRetry' | 'MayRetry';
  readonly details: readonly { readonly code: string; readonly message: string }[];
}

/** The failure of a job output. `detail` is the cause, such as ffmpeg's output. */
export class JobFailure extends Error {
  readonly code: JobErrorCode;
  readonly detail: string;

  constructor(code: JobErrorCode, message: string, detail = message, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.detail = detail;
  }
}

/** Converts an error for the API. Unexpected ones become a ServiceError; only the log has their details. */
export function toJobError(error: unknown): JobError {
  const failure =
    error instanceof JobFailure ? error : new JobFailure('ServiceError', 'The local encoder failed; see its log.');
  const { code, message, detail } = failure;
  return { code, message, ...kinds[code], details: [{ code, message: detail }] };
}
