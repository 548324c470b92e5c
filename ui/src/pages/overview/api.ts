import { answer, client, type Schema } from '../../api/client';
import { useRanged } from '../../api/ranged';

export type Overview = Schema<'Overview'>;
export type Change = Schema<'Change'>;
export const OVERVIEW = 'overview';

export const useOverview = () =>
  useRanged(OVERVIEW, (r, app, signal) =>
    answer(
      client.GET('/apps/{app}/overview', {
        params: { path: { app }, query: { ...r.base, ...r.filter, ...r.compare, zone: r.bars.zone } },
        signal,
      }),
    ),
  );
