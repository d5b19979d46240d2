import type { Scope } from './tables.js';

/** The files that hold queries, by their path from the root of the repository. */
export type Files = ReadonlyMap<string, string>;

/** A query and where it stands. */
export interface QuerySource {
  file: string;
  /** Of the query's first line, from 1. */
  line: number;
  /** As it stands in the file's lines; in JSON a query is one line. */
  isOneLine: boolean;
  query: string;
  scope: Scope;
  /** Columns that something outside the query relies on. */
  needs?: readonly string[];
}

/** A query for the workspace says so in its first line; all others run in the Application Insights resource. */
export const WORKSPACE_MARK = '// Run this in the workspace';
export const scopeOf = (query: string): Scope => (query.startsWith(WORKSPACE_MARK) ? 'workspace' : 'component');

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
