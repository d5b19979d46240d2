// The Azure SDKs are CommonJS that requires these four packages, which are ES modules only: Jest must transform them.
const esmOnly = ['https-proxy-agent', 'http-proxy-agent', 'agent-base', 'proxy-agent-negotiate'];

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
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
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
