import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { mantineVariables, preloadFonts } from './vite/plugins';

const backend = process.env.GATEHOUSE_URL ?? 'http://127.0.0.1:8080';

export default defineConfig(({ command }) => ({
  // Relative, so one build works under any path prefix: the server writes <base href>.
  base: command === 'build' ? './' : '/',
  plugins: [react(), mantineVariables(), preloadFonts()],
  build: {
    target: 'es2022',
    // Nothing inlined: data: scripts, styles and fonts are outside the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'asset-manifest.json',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    // One stylesheet and one shared chunk: fewer requests before the first chart.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What only the Requests, Redaction, query, key, watching, statement, people and latency pages need comes with them.
            {
              name: 'core',
              test: /node_modules\/(?!qr\/)|src\/(api|charts|components|copy|lib|state|states|table)\/(?!(en-)?(requests|redaction|keys|query|watch|statements|people|status|start|overview|slos|reports)|event|Heatmap|Histogram|labels|passkey|device|FormDialog|DialogButton|Confirm|EnvironmentChoice|ListTable|useChange)/,
            },
            // What changes things, on all pages but those that only show.
            {
              name: 'forms',
              test: /src\/(components\/(FormDialog|DialogButton|Confirm|EnvironmentChoice)|state\/useChange|table\/ListTable)/,
            },
            // What the key and usage pages share, in one piece: each more is named in the first load.
            { name: 'keys', test: /src\/(copy\/(en-)?keys|pages\/keys\/(api|keys\.module|MonthPicker))/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': backend } },
  test: {
    globals: true,
    projects: [
      { extends: true, test: { name: 'node', environment: 'node', include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'jsdom',
          setupFiles: './src/test-setup.ts',
          include: ['src/**/*.test.tsx'],
        },
      },
    ],
  },
}));
