/** One thing that is wrong with the infrastructure, at a line that a reader can open. */
export interface Finding {
  file: string;
  /** From 1. */
  line: number;
  rule: string;
  message: string;
}

/** As compilers write it, so that editors can follow it. */
export function describeFinding({ file, line, rule, message }: Finding): string {
  return `${file}:${line}: ${message} [${rule}]`;
}
