import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * The import rules of the house (docs/architecture.md): imports go one way only.
 * Each folder lists what it may not reach; paths are matched as they are written in the import.
 */
const house = {
  'src/functions': ['adapters', 'application', 'domain', 'config', 'settings', 'local'],
  'src/events': ['functions', 'http', 'adapters', 'composition', 'config', 'settings', 'local', 'azure-but-eventgrid'],
  'src/http': ['functions', 'events', 'adapters', 'composition', 'config', 'settings', 'local', 'azure-but-functions'],
  'src/application': [
    'functions',
    'events',
    'http',
    'adapters',
    'composition',
    'config',
    'settings',
    'local',
    'azure',
    'npm',
  ],
  'src/domain': [
    'functions',
    'events',
    'http',
    'application',
    'adapters',
    'composition',
    'config',
    'settings',
    'local',
    'azure',
    'npm',
  ],
  'src/adapters': ['functions', 'events', 'http', 'use-cases', 'composition', 'config', 'settings', 'local'],
};

/** Rooms are folders (`../domain/place.js`) or files (`./config.js`); both end up as a pattern on the written path. */
function forbidden(place) {
  switch (place) {
    case 'azure':
      return { regex: '^@azure/', message: 'Azure packages belong to the doors, the adapters and composition.ts.' };
    case 'azure-but-eventgrid':
      return {
        regex: '^@azure/(?!eventgrid$)',
        message: 'Halls know the event names of @azure/eventgrid and no other SDK.',
      };
    case 'azure-but-functions':
      return {
        regex: '^@azure/(?!functions$)',
        message: 'Halls know the HTTP types of @azure/functions and no other SDK.',
      };
    case 'npm':
      return {
        regex: '^(?!\\.|node:crypto$)',
        message: 'The domain and the use-cases import nothing from outside (but node:crypto for hashes).',
      };
    case 'use-cases':
      return {
        regex: '/application/(?!((recording|publishing|maintenance)/ports|ports|image-reader|failure)\\.js$)',
        message: 'Adapters know the ports and the failures; use-cases know nothing of adapters, nor they of them.',
      };
    case 'local':
      return { regex: '/(local|tools)/', message: 'local/ and tools/ stand beside the app; src/ never imports them.' };
    case 'config':
    case 'composition':
      return { regex: `^\\.\\.?/(\\.\\./)*${place}(/.*)?\\.js$`, message: `${place}.ts is out of reach from here.` };
    default:
      return {
        regex: `^\\.\\.?/(\\.\\./)*${place}/`,
        message: `Imports go one way: ${place}/ is out of reach from here.`,
      };
  }
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.stillframe/', 'coverage/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'jest.config.cjs', 'test/setup/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  ...Object.entries(house).map(([folder, places]) => ({
    files: [`${folder}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns: places.map(forbidden) }] },
  })),
  {
    files: ['test/unit/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^node:(child_process|dgram|https?|net|tls|worker_threads)$|/(e2e|moody-service|topic-server)\\b',
              message: 'A unit test opens no socket and starts no process: see test/contract and test/integration.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/composition.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only composition.ts reads the environment.' },
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
