import type { ReactNode } from 'react';
import c from './settings.module.css';

/** What a section is for, and its main button. */
export const SectionBar = ({ text, children }: { text: string; children: ReactNode }) => (
  <div className={c.bar}>
    <p className={c.intro}>{text}</p>
    {children}
  </div>
);
