import * as z from 'zod';
import { commaList } from './comma-list.js';

/** `https://a.example, https://b.example:8080`: origins as browsers send them, by commas; or `*` for every page. */
export const origins = z.string().transform((text, context): string[] =>
  commaList(text).map((entry, i) => {
    if (entry !== '*' && !isOrigin(entry)) {
      const message = `entry ${i + 1} is not an origin such as https://www.example.com, without a path, nor *`;
      context.addIssue({ code: 'custom', message });
    }
    return entry;
  }),
);

function isOrigin(text: string): boolean {
  return /^https?:[^*]*$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
