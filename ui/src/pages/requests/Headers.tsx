import { IconEyeOff } from '@tabler/icons-react';
import type { RequestDetail } from '../../api/requests';
import { FilterValue } from '../../components/values';
import { copyRequests } from '../../copy/requests';
import { isKey } from '../../filter/fields';
import { shown } from '../../lib/text';
import { MASK } from './curl';
import c from './detail.module.css';
import { Hidden } from './Hidden';
import { Part } from './Overview';

const t = copyRequests.detail;
type Header = { name: string; value: string };

export function Headers({ request }: { request: RequestDetail }) {
  const { requestHeaders, responseHeaders, attributes } = request;
  if (requestHeaders === null) return <Hidden />;
  const known = Object.entries(attributes).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
  return (
    <>
      <Part title={t.requestHeaders} note={copyRequests.headersHint}>
        <Pairs pairs={requestHeaders} field="req.header" />
      </Part>
      <Part title={t.responseHeaders}>
        <Pairs pairs={responseHeaders ?? []} field="res.header" />
      </Part>
      {known.length > 0 && (
        <Part title={t.attributes}>
          <Pairs pairs={known} field="attr" />
        </Part>
      )}
    </>
  );
}

function Pairs({ pairs, field }: { pairs: Header[]; field: string }) {
  if (pairs.length === 0) return <p className={c.none}>{t.noHeaders}</p>;
  return (
    <dl className={c.pairs}>
      {pairs.map(({ name, value }, i) => (
        // A header may be there twice with the same value.
        <div key={i}>
          <dt>{shown(name)}</dt>
          <dd>
            {value === MASK ? (
              <Redacted />
            ) : isKey(name) && value.length <= 200 ? (
              <FilterValue field={`${field}.${name}`} value={value} />
            ) : (
              shown(value)
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export const Redacted = () => (
  <span className={c.redacted}>
    <IconEyeOff size={11} aria-hidden />
    {copyRequests.body.redacted}
  </span>
);
