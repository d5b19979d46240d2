/** At most `most` of so many ranks, evenly from the first to the last. */
export function sampleEvenly(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, rank) => rank);
  const step = (count - 1) / Math.max(1, most - 1);
  return Array.from({ length: most }, (_, i) => Math.round(i * step));
}
