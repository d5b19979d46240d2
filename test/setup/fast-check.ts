// Jest gives tests this for 'fast-check': the real one, with the cases and the seed that jest.config.cjs has chosen.
import { configureGlobal } from '../../node_modules/fast-check/lib/cjs/fast-check.js';

configureGlobal({ numRuns: Number(process.env['PROPERTY_RUNS']), seed: Number(process.env['PROPERTY_SEED']) });

export * from '../../node_modules/fast-check/lib/cjs/fast-check.js';
export { default } from '../../node_modules/fast-check/lib/cjs/fast-check.js';
