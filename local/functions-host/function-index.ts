import type { RpcBinding, RpcFunctionMetadata } from './rpc.js';

/** A function the host has accepted. */
export interface HostFunction {
  name: string;
  functionId: string;
  trigger: RpcBinding & { name: string };
  disabled: boolean;
}

export interface FunctionIndex {
  functions: HostFunction[];
  /** One sentence for each function that is in error, or that does less here than in Azure. */
  warnings: string[];
}

const supportedOutputs = new Set(['http']);

/**
 * Checks what the app registered, sorted by name without regard to case: the order in which the host tries routes.
 * `isListed` is host.json's allow list.
 */
export function indexFunctions(
  registered: readonly RpcFunctionMetadata[],
  isListed: (name: string) => boolean,
  settings: Readonly<Record<string, string>>,
): FunctionIndex {
  const index: FunctionIndex = { functions: [], warnings: [] };
  for (const metadata of [...registered].sort((a, b) => compareOrdinalIgnoreCase(a.name, b.name))) {
    if (!isListed(metadata.name)) continue;
    const problem = findProblem(metadata);
    const [triggerName, trigger] = triggerOf(metadata) ?? [];
    if (problem !== undefined || triggerName === undefined || trigger === undefined) {
      index.warnings.push(`The '${metadata.name}' function is in error: ${problem ?? 'it has no trigger'}.`);
      continue;
    }
    for (const { type } of Object.values(metadata.bindings).filter((binding) => binding !== trigger)) {
      if (supportedOutputs.has(type)) continue;
      index.warnings.push(`The '${metadata.name}' function has a binding of type ${type}, which does nothing locally.`);
    }
    index.functions.push({
      name: metadata.name,
      functionId: metadata.functionId ?? metadata.name,
      trigger: { ...trigger, name: triggerName },
      disabled: isDisabled(metadata.name, settings),
    });
  }
  return index;
}

function triggerOf({ bindings }: RpcFunctionMetadata) {
  return Object.entries(bindings).find(([, { type }]) => /trigger$/i.test(type));
}

function findProblem({ name, bindings }: RpcFunctionMetadata): string | undefined {
  if (!/^[a-z][a-z0-9_-]{0,127}$/i.test(name) || name.toLowerCase() === 'host') {
    return 'its name must be 1 to 128 letters, digits, hyphens and underscores, begin with a letter, and not be "host"';
  }
  const bad = Object.keys(bindings).find((binding) => !/^([a-z][a-z0-9]{0,127}|\$return)$/i.test(binding));
  return bad === undefined ? undefined : `the binding name '${bad}' is not valid`;
}

/** Both spellings: environment variables of some systems cannot hold full stops. */
function isDisabled(name: string, settings: Readonly<Record<string, string>>): boolean {
  const names = [`azurewebjobs.${name}.disabled`, `azurewebjobs_${name}_disabled`].map((key) => key.toLowerCase());
  return Object.entries(settings).some(
    ([key, value]) => names.includes(key.toLowerCase()) && /^(true|1)$/i.test(value.trim()),
  );
}

/** .NET's StringComparison.OrdinalIgnoreCase compares upper-cased text, so that `_` comes after the letters. */
function compareOrdinalIgnoreCase(a: string, b: string): number {
  const [left, right] = [a.toUpperCase(), b.toUpperCase()];
  return left < right ? -1 : Number(left > right);
}
