/** A fault that is put into a copy of a real file, and the rule that has to find it. */
export interface SeededFault {
  name: string;
  file: string;
  /** Stands in the file exactly once; the fault is not seeded otherwise, and the test fails. */
  from: string;
  to: string;
  rule: string;
}

export const MODULES = 'infra/modules';

/** The texts with the fault in them. */
export function seed(texts: ReadonlyMap<string, string>, { file, from, to }: SeededFault): Map<string, string> {
  const text = texts.get(file) ?? '';
  const times = text.split(from).length - 1;
  if (times !== 1) throw new Error(`${file} holds ${times} times what is to be replaced: ${from}`);
  return new Map([...texts, [file, text.replace(from, () => to)]]);
}
