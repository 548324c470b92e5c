import './styles/fonts.css';
import './mantine-css';
import 'virtual:mantine-variables.css';
import './styles/tokens.css';
import './styles/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/queries';
import { ToastHost } from './components/Toast';
import { router } from './router';
import { theme } from './theme';

// The key is shared with public/theme.js, which sets the scheme before the first paint.
const schemes = localStorageColorSchemeManager({ key: 'gh-theme' });
const host = document.getElementById('root');
if (!host) throw new Error('index.html has no element #root');

createRoot(host).render(
  // Variables and global classes are in the stylesheet: the content security policy forbids <style> elements.
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    colorSchemeManager={schemes}
    withCssVariables={false}
    withGlobalClasses={false}
  >
    <QueryClientProvider client={queries}>
      <ToastHost>
        <Suspense>
          <RouterProvider router={router} />
        </Suspense>
      </ToastHost>
    </QueryClientProvider>
  </MantineProvider>,
);
