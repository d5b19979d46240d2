import type { Publication } from '../domain/publication.js';

/** Where others listen. Throws a `Failure`; what it has taken it may be given again, with the same id. */
export type Topic = (publication: Publication) => Promise<void>;

/** A video whose rows may owe a publication. The version changes whenever it is noted again. */
export interface Debtor {
  videoId: string;
  version: string;
}

/**
 * Videos whose rows may owe something, so that nobody has to walk through the table to find them. A video is noted before its
 * row owes, and taken off after it does not: what is owed is on the list, whatever is interrupted.
 */
export interface DebtorList {
  note(videoId: string, since: Date): Promise<string>;
  /** Those that were noted before a time, or as many of them as one call gives. */
  read(before: Date): Promise<Debtor[]>;
  /** Unless it was noted again meanwhile. */
  remove(debtor: Debtor): Promise<void>;
}
