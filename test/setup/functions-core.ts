interface Registration {
  name: string;
  bindings: Record<string, Record<string, unknown>>;
}

/** Registrations so far: in place of the host's own module, so that `@azure/functions` registers in tests as well. */
export const registered: Registration[] = [];

export function registerFunction(metadata: Registration): void {
  registered.push(metadata);
}

export function setProgrammingModel(): void {
  // The host would learn which library it talks to.
}
