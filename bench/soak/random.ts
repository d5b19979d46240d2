/** A linear congruential generator with Knuth's numbers: enough to mix, and the same everywhere. From 0 to below 1. */
export function randomFrom(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 33n) / 2 ** 31;
  };
}

/** Fisher and Yates, by the same numbers for the same seed. */
export function shuffled<T>(things: readonly T[], seed: number): T[] {
  const random = randomFrom(seed);
  const mixed = [...things];
  for (let i = mixed.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [mixed[i], mixed[k]] = [mixed[k] as T, mixed[i] as T];
  }
  return mixed;
}
