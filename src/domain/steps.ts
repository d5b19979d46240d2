/** Long work in small steps: who runs it may do something else at each `yield`, and gets the result at the end. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

const ITEMS_OF_STEP = 32;

/** Visits each item, some dozen a step. */
export function* eachInSteps<Item>(items: Iterable<Item>, visit: (item: Item) => void): Steps<void> {
  let visited = 0;
  for (const item of items) {
    visit(item);
    visited += 1;
    if (visited % ITEMS_OF_STEP === 0) yield undefined;
  }
}
