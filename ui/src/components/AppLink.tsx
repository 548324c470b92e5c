import { Link } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { carried, type ViewSearch } from '../state/search';
import { useView } from '../state/useView';

type Props = Omit<ComponentProps<'a'>, 'href'> & {
  page: string;
  /** Part of the address after the page: an id, percent-encoded here. */
  id?: string;
  /** Another app than the current one. Its environments differ, so only the range is carried over. */
  app?: string;
  patch?: Partial<ViewSearch>;
  'data-kind'?: string;
  'data-row-link'?: boolean;
};

/** A link to a page of an app that keeps range, comparison, environment and filter. */
export function AppLink({ page, id, app, patch, children, ...rest }: Props) {
  const view = useView();
  const kept = carried(view.search);
  const search = { ...(app && app !== view.app ? { range: kept.range } : kept), ...patch };
  const path = `/a/${encodeURIComponent(app ?? view.app)}/${page}`;
  return (
    <Link to={id === undefined ? path : `${path}/${encodeURIComponent(id)}`} search={search} {...rest}>
      {children}
    </Link>
  );
}
