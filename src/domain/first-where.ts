/**
 * The first whole number from `from` on, and before `end`, that satisfies a condition which all numbers behind it satisfy as well;
 * `end` where there is none. Found by halving.
 */
export function firstWhere(from: number, end: number, satisfies: (at: number) => boolean): number {
  while (from < end) {
    const middle = from + Math.floor((end - from) / 2);
    if (satisfies(middle)) end = middle;
    else from = middle + 1;
  }
  return from;
}
