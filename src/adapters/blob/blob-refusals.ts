import { codeOf } from '../azure-failure.js';

const ARCHIVED = 'it is in the archive tier';
const REHYDRATING = 'it is in the archive tier, and being rehydrated';
const OWN_KEY = "it is encrypted with a customer's own key";

/**
 * The error codes of storage that concern one blob, with the reason that is logged. All other codes concern a container, an account or
 * the service. So do those of Key Vault, since one key usually serves the whole account.
 * https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
 */
const REFUSALS = new Map([
  ['BlobArchived', ARCHIVED],
  ['BlobBeingRehydrated', REHYDRATING],
  ['BlobUsesCustomerSpecifiedEncryption', OWN_KEY],
  ['BlobNotFound', 'it is gone since it was listed'],
  [
    'OperationNotAllowedOnIncrementalCopyBlob',
    'it is the target of an incremental copy, of which only snapshots are read',
  ],
]);

/** Why a blob cannot be read, by the error of a call for it; undefined for an error that is not about this blob alone. */
export function refusalOf(error: unknown): string | undefined {
  return REFUSALS.get(codeOf(error) ?? '');
}

/** Codings that browsers undo, and some clients too: a URL of such a blob does not serve the bytes that are stored. */
const CODINGS = /^(?:x-)?(?:gzip|deflate|compress|br|zstd)$/i;

export function encodingProblem(contentEncoding = ''): string | undefined {
  const coding = contentEncoding.split(',').find((one) => CODINGS.test(one.trim()));
  return coding && `its content encoding is ${coding.trim()}, so that its URL serves other bytes than are stored`;
}

const ENCODING = /<Content-Encoding>([^<]{1,100})<\/Content-Encoding>/;

/** The same by the properties of the blob in a listing, which say it without another call. */
export function listedRefusal(properties: string): string | undefined {
  if (properties.includes('<AccessTier>Archive</AccessTier>')) {
    return properties.includes('<ArchiveStatus>rehydrate-') ? REHYDRATING : ARCHIVED;
  }
  if (properties.includes('<CustomerProvidedKeySha256>')) return OWN_KEY;
  return encodingProblem(ENCODING.exec(properties)?.[1]);
}
