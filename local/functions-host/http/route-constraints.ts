/** Whether a URL-decoded route value satisfies an inline constraint. */
export type Constraint = (value: string) => boolean;

const int32 = { min: -(2n ** 31n), max: 2n ** 31n - 1n };
const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const real = /^\s*[+-]?(\d[\d,]*(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;
const guid = /^([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Constraints without an argument: https://learn.microsoft.com/aspnet/core/fundamentals/routing */
const plain = new Map<string, Constraint>(
  Object.entries({
    int: (value) => isBetween(value, int32.min, int32.max),
    long: (value) => isBetween(value, int64.min, int64.max),
    bool: (value) => /^\s*(true|false)\s*$/i.test(value),
    guid: (value) => guid.test(value.replace(/^[{(](.*)[)}]$/, '$1')),
    alpha: (value) => /^[a-z]*$/i.test(value),
    required: (value) => value !== '',
    decimal: (value) => real.test(value) && !/e/i.test(value),
    double: (value) => real.test(value) || /^[+-]?(infinity|∞)$|^nan$/i.test(value),
    float: (value) => real.test(value) || /^[+-]?(infinity|∞)$|^nan$/i.test(value),
    datetime: (value) => /\d/.test(value) && !Number.isNaN(Date.parse(value)),
    file: (value) => /\.[^./]+$/.test(value),
    nonfile: (value) => !/\.[^./]+$/.test(value),
  } satisfies Record<string, Constraint>),
);

/**
 * The constraint of `name` or `name(argument)`.
 * Throws for names and arguments that ASP.NET does not accept.
 */
export function toConstraint(name: string, argument: string | undefined): Constraint {
  const constraint =
    argument === undefined ? plain.get(name.toLowerCase()) : withArgument(name.toLowerCase(), argument);
  if (!constraint) throw new Error(`The route constraint '${name}' is unknown or lacks its arguments.`);
  return constraint;
}

function withArgument(name: string, argument: string): Constraint | undefined {
  // ASP.NET runs patterns unanchored and without regard to case.
  if (name === 'regex') {
    const pattern = new RegExp(argument, 'i');
    return (value) => pattern.test(value);
  }
  const [first, second = first, ...rest] = argument.split(',').map((part) => toInteger(part));
  if (first === undefined || second === undefined || rest.length > 0) return undefined;
  switch (name) {
    case 'minlength':
      return (value) => BigInt(value.length) >= first;
    case 'maxlength':
      return (value) => BigInt(value.length) <= first;
    case 'length':
      return (value) => BigInt(value.length) >= first && BigInt(value.length) <= second;
    case 'min':
      return (value) => isBetween(value, first, int64.max);
    case 'max':
      return (value) => isBetween(value, int64.min, first);
    case 'range':
      return (value) => isBetween(value, first, second);
    default:
      return undefined;
  }
}

function isBetween(value: string, min: bigint, max: bigint): boolean {
  const number = toInteger(value);
  return number !== undefined && number >= min && number <= max;
}

function toInteger(text: string): bigint | undefined {
  const digits = /^\s*([+-]?)(\d+)\s*$/.exec(text);
  return digits?.[2] === undefined ? undefined : BigInt(digits[2]) * (digits[1] === '-' ? -1n : 1n);
}
