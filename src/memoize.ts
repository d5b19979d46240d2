/** The same function, called once for each key; a call that throws is made again. A promise is kept even if it rejects. */
export function memoize<Argument = void, Result = void>(
  call: (argument: Argument) => Result,
  keyOf: (argument: Argument) => unknown = (argument) => argument,
): (argument: Argument) => Result {
  const results = new Map<unknown, { result: Result }>();
  return (argument) => {
    const key = keyOf(argument);
    let known = results.get(key);
    if (known === undefined) {
      known = { result: call(argument) };
      results.set(key, known);
    }
    return known.result;
  };
}
