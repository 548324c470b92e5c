import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { copy } from '../copy';
import { ago } from '../lib/time';
import { useView } from '../state/useView';
import c from './filter.module.css';

/** How old the data on the page is, and the time zone of all times on it. */
export function Updated() {
  const { app, zone } = useView();
  const cache = useQueryClient().getQueryCache();
  const [now, setNow] = useState(() => Date.now());
  const [at, setAt] = useState(0);
  useEffect(() => {
    const tick = () => {
      const queries = cache.findAll({ queryKey: ['app', app], type: 'active' });
      setAt(queries.reduce((latest, query) => Math.max(latest, query.state.dataUpdatedAt), 0));
      setNow(Date.now());
    };
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [cache, app]);
  return (
    <span className={`${c.quiet} num`}>
      {at > 0 && `${copy.header.updated(ago(at, zone, now))} · `}
      {zone}
    </span>
  );
}
