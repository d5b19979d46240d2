/** How many cases a property has that is dearer or cheaper than others by this factor. */
export function propertyRuns(factor: number): number {
  return Math.ceil(Number(process.env['PROPERTY_RUNS']) * factor);
}
