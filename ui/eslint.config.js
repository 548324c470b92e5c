import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import security from 'eslint-plugin-security';
import tseslint from 'typescript-eslint';

const nodeGlobals = {
  process: 'readonly',
  console: 'readonly',
  Buffer: 'readonly',
  URL: 'readonly',
  URLSearchParams: 'readonly',
  fetch: 'readonly',
  setTimeout: 'readonly',
  clearTimeout: 'readonly',
  setInterval: 'readonly',
  clearInterval: 'readonly',
};
// Functions handed to page.evaluate run in the browser.
const browserGlobals = {
  document: 'readonly',
  location: 'readonly',
  window: 'readonly',
  localStorage: 'readonly',
  navigator: 'readonly',
  matchMedia: 'readonly',
  performance: 'readonly',
  requestAnimationFrame: 'readonly',
  MutationObserver: 'readonly',
  PerformanceObserver: 'readonly',
};

export default tseslint.config(
  { ignores: ['dist', 'target', 'node_modules', 'src/api/schema.d.ts', 'e2e/out'] },
  js.configs.recommended,
  security.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [
      ...tseslint.configs.strict,
      reactHooks.configs.flat.recommended,
      jsxA11y.flatConfigs.recommended,
    ],
    rules: {
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 150, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Captured data is hostile: text nodes only.' },
        { property: 'outerHTML', message: 'Captured data is hostile: text nodes only.' },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { ...nodeGlobals, ...browserGlobals } },
    rules: { 'security/detect-non-literal-fs-filename': 'off', 'max-lines': ['error', 400] },
  },
  {
    files: ['**/*.test.{ts,tsx}'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { rules: { 'security/detect-object-injection': 'off' } },
);
