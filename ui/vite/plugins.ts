import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { theme } from '../src/theme';

const VARIABLES = 'virtual:mantine-variables.css';

/**
 * Mantine normally writes its theme variables into a `<style>` element at run time, which the content security
 * policy forbids. This writes them into the stylesheet at build time instead.
 */
export function mantineVariables(): Plugin {
  return {
    name: 'gatehouse-mantine-variables',
    resolveId: (id) => (id === VARIABLES ? `\0${VARIABLES}` : null),
    load: (id) =>
      id === `\0${VARIABLES}`
        ? convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)), ':root')
        : null,
  };
}

/** Preloads the two latin font files: without it they start only after the first render. */
export function preloadFonts(): Plugin {
  return {
    name: 'gatehouse-preload-fonts',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, context) =>
        Object.keys(context.bundle ?? {})
          .filter((file) => /-latin-wght-normal-[\w-]+\.woff2$/.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `./${file}`, crossorigin: '' },
            injectTo: 'head' as const,
          })),
    },
  };
}
