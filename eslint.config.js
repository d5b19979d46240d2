import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Folders and files of src, as imports name them; and packages. */
const places = {
  functions: ['/functions/', 'functions'],
  events: ['/events/', 'events'],
  http: ['/http/', 'http'],
  application: ['/application/', 'application'],
  'use cases': ['/application/(?!(.*/)?(ports|failure|clock)\\.js$)', 'use cases'],
  adapters: ['/adapters/', 'adapters'],
  domain: ['/domain/', 'domain'],
  telemetry: ['/telemetry/', 'telemetry'],
  'telemetry but log events': ['/telemetry/(?!log-events\\.js$)', 'all of telemetry but log-events.ts'],
  wiring: ['^\\.\\.?/(\\.\\./)*(app|clients|runtime)\\.js$|/config/', 'app.ts, clients.ts, runtime.ts and config/'],
  local: ['/(local|tools)/', 'local/ and tools/'],
  azure: ['^@azure/', 'the Azure packages'],
  'azure but eventgrid': ['^@azure/(?!eventgrid$)', 'every SDK but @azure/eventgrid'],
  'azure but functions': ['^@azure/(?!functions$)', 'every SDK but @azure/functions'],
  npm: ['^(?!\\.|node:crypto$)', 'every package but node:crypto'],
};

/** Imports go one way (docs/architecture.md): each folder lists what it may not import. */
const forbidden = {
  functions: ['adapters', 'local'],
  events: ['functions', 'http', 'adapters', 'wiring', 'local', 'azure but eventgrid'],
  http: ['functions', 'events', 'adapters', 'wiring', 'local', 'azure but functions'],
  application: [
    'functions',
    'events',
    'http',
    'adapters',
    'telemetry but log events',
    'wiring',
    'local',
    'azure',
    'npm',
  ],
  domain: ['functions', 'events', 'http', 'application', 'adapters', 'telemetry', 'wiring', 'local', 'azure', 'npm'],
  telemetry: [
    'functions',
    'events',
    'http',
    'application',
    'domain',
    'adapters',
    'wiring',
    'local',
    'azure but functions',
  ],
  config: ['functions', 'events', 'http', 'application', 'telemetry', 'wiring', 'local', 'azure'],
  adapters: ['functions', 'events', 'http', 'use cases', 'wiring', 'local'],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.stillframe/', 'coverage/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['eslint.config.js', 'jest.config.cjs', 'test/setup/*.mjs', 'tools/*.mjs'],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // What outside texts are matched with takes linear time, whatever the text (docs/limits.md).
    files: ['src/**/*.ts', 'local/**/*.ts', 'tools/**/*.ts'],
    plugins: { regexp },
    rules: { 'regexp/no-super-linear-backtracking': 'error', 'regexp/no-super-linear-move': 'error' },
  },
  ...Object.entries(forbidden).map(([folder, names]) => ({
    files: [`src/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: names.map((name) => {
            const [regex, what] = places[name];
            return { regex, message: `Imports go one way: ${what} must not be imported by ${folder}/.` };
          }),
        },
      ],
    },
  })),
  {
    files: ['test/unit/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^node:(child_process|dgram|https?|net|tls|worker_threads)$|/(e2e|faulty-server|topic-server)\\b',
              message: 'A unit test opens no socket and starts no process: see test/contract and test/integration.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/runtime.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only runtime.ts reads the environment.' },
      ],
    },
  },
  {
    files: ['*.js', '*.cjs', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
    languageOptions: { globals: { module: 'writable', require: 'readonly', process: 'readonly' } },
  },
);
