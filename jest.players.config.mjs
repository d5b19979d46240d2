import everywhere from './jest.config.cjs';

/** The tests that need a browser: `npm run test:players`. @type {import('jest').Config} */
export default { ...everywhere, testMatch: ['<rootDir>/test/players/**/*.test.ts'] };
