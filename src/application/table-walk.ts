import type { ImageLocation } from '../domain/location.js';
import type { Owner } from './ports.js';

/** A row as a walk through the whole table meets it. Keys rise: what has been walked is behind the last one. */
export type WalkedRow = { key: string } & (
  | { kind: 'manifest'; location: ImageLocation }
  | { kind: 'tombstone'; videoId: string }
  | { kind: 'owner'; location: ImageLocation; owner: Owner; version: string }
  | { kind: 'missing'; location: ImageLocation; since: Date }
  /** Of one of these kinds by its key, and not as we write them. */
  | { kind: 'unreadable' }
);

/** How far a walk has come: the page that it was on, and the last row that it is done with there; what it has looked at. */
export interface Bookmark {
  page?: string;
  after?: string;
  /** Places that it looked at since it dropped a manifest, as far as they count for the next. */
  looked?: number;
}

/** What a walk needs of the table, besides what a recording does. */
export interface TableWalk {
  /** Some rows of the kinds above, and where to go on; begins anew where a page is not known any more. */
  read(page: string | undefined): Promise<{ rows: WalkedRow[]; next?: string }>;
  readBookmark(): Promise<Bookmark>;
  putBookmark(bookmark: Bookmark): Promise<void>;
  /** Notes since when a location's container is missing, unless that is noted already. */
  noteMissing(location: ImageLocation, since: Date): Promise<void>;
  deleteMissing(location: ImageLocation): Promise<void>;
  /** On the condition that they still are as they were read; false otherwise. */
  deleteOwner(location: ImageLocation, version: string): Promise<boolean>;
  deleteTombstone(videoId: string, version: string): Promise<boolean>;
}
