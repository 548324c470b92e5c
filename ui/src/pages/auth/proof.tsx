import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { queries } from '../../api/queries';
import { ProofDialog } from './ProofDialog';

let asking: Promise<boolean> | undefined;

function open(): Promise<boolean> {
  return new Promise((resolve) => {
    const host = document.body.appendChild(document.createElement('div'));
    const root = createRoot(host);
    const end = (proven: boolean) => {
      root.unmount();
      host.remove();
      asking = undefined;
      resolve(proven);
    };
    root.render(
      <QueryClientProvider client={queries}>
        <ProofDialog onProven={() => end(true)} onClose={() => end(false)} />
      </QueryClientProvider>,
    );
  });
}

/**
 * Asks who is there, once however many requests wait for it, beside whatever page is open: what was typed there stays.
 * False = they would not say.
 */
export const askProof = (): Promise<boolean> => (asking ??= open());
