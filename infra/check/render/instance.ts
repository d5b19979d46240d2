import type { Module, Resource } from '../bicep/syntax.js';
import type { Template } from './template.js';
import type { Value, ValueObject } from './value.js';

/** A resource or module as it is deployed: repeated ones are several. */
export interface Instance {
  isInstance: true;
  /** Where it is, by symbols: `main/host/account`. */
  path: string;
  isDeployed: boolean;
  of: { resource: Resource } | { module: Module };
  in: Template;
  /** What is made of the body, when it is asked for. */
  body: () => ValueObject;
  id: () => string;
  /** For modules: what is deployed by it. */
  template: () => Template | undefined;
  read: (name: string) => Value;
}
