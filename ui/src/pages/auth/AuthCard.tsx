import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useServer } from '../../api/workspace';
import { copy } from '../../copy';
import { Logo } from '../../shell/Logo';
import c from './auth.module.css';

export function AuthCard({ title, children }: { title: string; children: ReactNode }) {
  const version = useServer().data?.version;
  useEffect(() => {
    document.title = `${title} · ${copy.product}`;
  }, [title]);
  return (
    <main className={c.page}>
      <div className={c.card}>
        <div className={c.brand}>
          <Logo />
          <h1>{title}</h1>
        </div>
        {children}
        {version && <p className={c.foot}>{copy.nav.version(version)}</p>}
      </div>
    </main>
  );
}
