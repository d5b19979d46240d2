import * as z from 'zod';

/** What tokens are asked for, as Entra ID spells it: `https://service.example/.default`; several by spaces. */
export const scopes = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((scope) => scope !== ''))
  .refine(
    (list) => list.every((scope) => URL.canParse(scope)),
    'must be scopes, such as https://service.example/.default',
  );
