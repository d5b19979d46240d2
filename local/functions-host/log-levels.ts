import type { RpcLogLevel } from './rpc.js';

const order = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'] as const;

/** Whether a category logs at a level, by `logging.logLevel` of host.json: the longest prefix of the category wins. */
export type ShouldLog = (category: string, level: RpcLogLevel) => boolean;

export function createShouldLog(logLevel: Readonly<Record<string, string>>): ShouldLog {
  const rules = Object.entries(logLevel)
    .map(([prefix, level]) => ({ prefix: prefix.toLowerCase(), rank: rankOf(level) }))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  const fallback = rules.find(({ prefix }) => prefix === 'default')?.rank ?? rankOf('information');
  const minimumOf = new Map<string, number>();

  return (category, level) => {
    let minimum = minimumOf.get(category);
    if (minimum === undefined) {
      const name = category.toLowerCase();
      minimum = rules.find(({ prefix }) => prefix !== 'default' && name.startsWith(prefix))?.rank ?? fallback;
      minimumOf.set(category, minimum);
    }
    return level !== 'none' && rankOf(level) >= minimum;
  };
}

/** The levels of host.json; settings `AzureFunctionsJobHost__logging__logLevel__CATEGORY` override them. */
export function logLevelsOf(
  logLevel: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, string>>,
): Record<string, string> {
  const levels = { ...logLevel };
  for (const [name, level] of Object.entries(settings)) {
    const category = /^AzureFunctionsJobHost__logging__logLevel__(.+)$/i.exec(name)?.[1];
    if (category !== undefined) levels[category] = level;
  }
  return levels;
}

function rankOf(level: string): number {
  const rank = (order as readonly string[]).indexOf(level.toLowerCase());
  return rank < 0 ? order.indexOf('information') : rank;
}
