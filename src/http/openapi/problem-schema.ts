import * as z from 'zod';
import { PROBLEMS, problemType, type ProblemName } from '../problem.js';

const badValues = z
  .array(z.object({ name: z.string(), reason: z.string() }))
  .meta({ description: 'Every value of the request that cannot be used.' });
const failingParts = z
  .array(z.object({ part: z.string(), reason: z.string() }))
  .meta({ description: 'What has to be put right.' });

/** RFC 9457, with the types that these names make. `instance` is not used: X-Request-Id tells requests apart. */
export function problemSchema(status: number, names: readonly ProblemName[]): z.ZodType {
  return z.object({
    type: z.enum(names.map(problemType)),
    title: z.string(),
    status: z.literal(status),
    detail: z.string().optional(),
    ...(names.includes('bad-request') && { errors: badValues.optional() }),
    ...(names.includes('not-ready') && { failing: failingParts }),
  });
}

export function problemExample(name: ProblemName): Record<string, unknown> {
  const { status, title } = PROBLEMS[name];
  return { type: problemType(name), title, status, ...MEMBERS[name] };
}

const MEMBERS: Partial<Record<ProblemName, Record<string, unknown>>> = {
  'bad-request': {
    detail: 'limit: must be a whole number from 1 to 5000',
    errors: [{ name: 'limit', reason: 'must be a whole number from 1 to 5000' }],
  },
  'not-ready': {
    detail: 'manifest table: answered 403',
    failing: [{ part: 'manifest table', reason: 'answered 403' }],
  },
};
