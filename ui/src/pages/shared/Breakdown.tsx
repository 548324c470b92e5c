import { useQuery } from '@tanstack/react-query';
import { answer, client } from '../../api/client';
import { Method, Path } from '../../components/values';
import { copyRequests } from '../../copy/requests';
import { duration, exact, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import c from './shared.module.css';

const t = copyRequests.shared;
const ROWS = 50;
type Props = { share: string; headers: Record<string, string>; range: { from: string; to: string } };

/** Which endpoints the requests went to, most requests first. */
export function Breakdown({ share, headers, range }: Props) {
  const query = useQuery({
    queryKey: ['shared', share, 'breakdown', range],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/shares/{share}/breakdown', {
          params: { path: { share }, query: { ...range, by: 'endpoint', limit: ROWS } },
          headers,
          signal,
        }),
      ),
  });
  return (
    <Loadable query={query} what={t.endpoints.toLowerCase()} height={160}>
      {({ items }) =>
        items.length === 0 ? (
          <Message title={t.none} />
        ) : (
          // Scrolls sideways on narrow screens, so it takes focus.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div className={c.scroll} tabIndex={0} role="group" aria-label={t.endpoints}>
            <table className={`${c.table} num`}>
              <thead>
                <tr>
                  <th scope="col">{t.endpoint}</th>
                  <th scope="col" data-end>
                    {t.count}
                  </th>
                  <th scope="col" data-end>
                    {t.errors}
                  </th>
                  <th scope="col" data-end>
                    {t.p95}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.key}>
                    <td>
                      <Endpoint label={item.label} />
                    </td>
                    <td data-end>{exact(item.requests)}</td>
                    <td data-end>
                      {item.requests > 0
                        ? percent((item.clientErrors + item.serverErrors) / item.requests)
                        : '–'}
                    </td>
                    <td data-end>{duration(item.p95Ms)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Loadable>
  );
}

/** `GET /orders`, or the name of a row that sums up others. */
function Endpoint({ label }: { label: string }) {
  const space = label.indexOf(' ');
  if (space < 0) return shown(label);
  return (
    <>
      <Method method={label.slice(0, space)} /> <Path route={label.slice(space + 1)} />
    </>
  );
}
