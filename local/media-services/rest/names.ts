import { ArmError } from './arm-error.js';

/**
 * Media Services resource names: up to 260 characters, without `<>%&:\?/*+.'` and control characters.
 * https://learn.microsoft.com/azure/media-services/latest/concepts-overview#naming-conventions
 */
export function resourceName(text: string | string[] | undefined, what: string): string {
  const name = typeof text === 'string' ? text : '';
  if (/^[^<>%&:\\?/*+.'\p{Cc}]{1,260}$/u.test(name)) return name;
  throw new ArmError(
    400,
    'InvalidResourceName',
    `The ${what} name must be 1 to 260 characters without < > % & : \\ ? / * + . ' and control characters.`,
  );
}

/** Azure Blob Storage container names. */
export const isContainerName = (name: string) => /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name);

/** Whether a blob name stays in its container as part of a URL: dot segments would leave it. */
export const isBlobName = (name: string) =>
  /^[^\\\p{Cc}]{1,1024}$/u.test(name) &&
  !name.split('/').some((segment) => segment === '.' || segment === '..' || segment === '');
