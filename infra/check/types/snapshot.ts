import { z } from 'zod';

/** Properties by name, each as `[required |read-only ]type`; `*` is the type of all others. */
const properties = z.record(z.string(), z.string());
const entry = z.union([
  z.strictObject({ properties }),
  z.strictObject({ by: z.string(), variants: z.record(z.string(), properties) }),
]);

/** The resource types of one namespace and version, and the types that they reach. */
export const snapshotSchema = z.strictObject({
  apiVersion: z.string(),
  /** Where this comes from: the package that gave it, or the page that was followed by hand. */
  source: z.string(),
  resources: z.record(z.string(), entry),
  types: z.record(z.string(), entry),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
export type SnapshotEntry = z.infer<typeof entry>;
