import { findMutants } from '../../../tools/mutate/find-mutants.js';
import { applyMutant } from '../../../tools/mutate/substitute-source.js';

const changesOf = (source: string): string[] =>
  findMutants('a.ts', source).map((mutant) => applyMutant(source, mutant));

describe('npm run mutate', () => {
  it.each([
    ['an operator', 'a + b', ['a - b']],
    ['a border', 'a < b', ['a <= b']],
    ['a small number', 'f(3)', ['f(4)']],
    ['a large number', 'f(404)', ['f(808)']],
    ['a negation', 'f(!a)', ['f(a)']],
    ['a condition without an operator', 'a() ? b : c', ['!(a()) ? b : c']],
    ['a wait', 'await f()', ['void f()']],
    ['the direction of a rounding', 'Math.floor(a)', ['Math.ceil(a)']],
    ['each operator of an expression once', 'a && b > c', ['a || b > c', 'a && b >= c']],
  ])('changes %s', (_, source, changed) => {
    expect(changesOf(source)).toEqual(changed);
  });

  it('changes no type, no text and no name of a property', () => {
    expect(changesOf("type A = 1 | true; const a: A[] = []; const b = { 1: 'a + b' };")).toEqual([]);
  });
});
