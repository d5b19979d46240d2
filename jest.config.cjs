// The Azure SDKs are CommonJS that requires these four packages, which are ES modules only: Jest must transform them.
const esmOnly = ['https-proxy-agent', 'http-proxy-agent', 'agent-base', 'proxy-agent-negotiate'];

// Jest hands its environment to the tests. Property tests try few cases; CI sets more, and a seed tries the same ones again.
process.env.PROPERTY_RUNS ||= '25';
process.env.PROPERTY_SEED ||= String(Math.floor(Math.random() * 2 ** 31));
// The encoder's suites pass with npm's ffmpeg, whatever is on the PATH; TEST_FFMPEG names another to try.
process.env.FFMPEG_PATH = process.env.TEST_FFMPEG || require('@ffmpeg-installer/ffmpeg').path;

/** @type {import('jest').Config} */
const common = {
  testEnvironment: 'node',
  // With the sources, so that `jest --findRelatedTests src/…` finds what imports them.
  roots: ['bench', 'infra', 'local', 'src', 'test', 'tools'].map((folder) => `<rootDir>/${folder}`),
  transform: {
    '\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  // Sources import each other as './x.js', as Node's ES modules ask; Jest finds the './x.ts' behind it.
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^fast-check$': '<rootDir>/test/setup/fast-check.ts',
    // The host's own module: here the functions register with a list.
    '^@azure/functions-core$': '<rootDir>/test/setup/functions-core.ts',
  },
  // Every suite says how long it took.
  slowTestThreshold: 0,
};

/** The tests in these folders of test/; package.json says which projects are `npm test`, `test:all` and `test:players`. */
const project = (name, more = {}) => ({
  ...common,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  ...more,
});

const withAzurite = {
  globalSetup: '<rootDir>/test/setup/start-azurite.mjs',
  globalTeardown: '<rootDir>/test/setup/stop-azurite.mjs',
};

/** @type {import('jest').Config} */
module.exports = {
  testTimeout: 30_000,
  // Jest leaves one core free unless told: half of what a machine with two has.
  maxWorkers: '100%',
  reporters: ['<rootDir>/test/setup/reporter.mjs', 'summary'],
  projects: [
    project('unit'),
    project('contract', withAzurite),
    project('main-job'),
    project('integration', withAzurite),
    project('e2e', withAzurite),
    project('infra'),
    project('players', withAzurite),
  ],
};
