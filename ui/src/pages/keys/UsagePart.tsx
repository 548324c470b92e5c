import { useParams } from '@tanstack/react-router';
import { lazy } from 'react';
import { NotFound } from '../../states/NotFound';

const Query = lazy(() => import('../query/Query'));
const Statements = lazy(() => import('../statements/Statements'));
const Statement = lazy(() => import('../statements/Statement'));

/** What lies below Usage. One route for all of it: what a page of the list costs is loaded with every first page. */
export default function UsagePart() {
  const { _splat = '' }: { _splat?: string } = useParams({ strict: false });
  const [part, id, ...more] = _splat.split('/');
  if (part === 'query' && id === undefined) return <Query />;
  if (part === 'statements' && more.length === 0) return id ? <Statement id={id} /> : <Statements />;
  return <NotFound />;
}
