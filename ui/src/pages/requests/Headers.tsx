import { Menu } from '@mantine/core';
import { use } from 'react';
import type { RequestDetail } from '../../api/requests';
import { FilterValue } from '../../components/values';
import { copyRequests } from '../../copy/requests';
import { isKey } from '../../filter/fields';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { withColumn } from './columns';
import { MASK } from './curl';
import c from './detail.module.css';
import { Hidden } from './Hidden';
import { Part } from './Overview';
import { RedactContext, Redacted, RedactItems } from './Redact';

const t = copyRequests.detail;
type Header = { name: string; value: string };

export function Headers({ request }: { request: RequestDetail }) {
  const { requestHeaders, responseHeaders, attributes } = request;
  const { onRule } = use(RedactContext);
  if (requestHeaders === null) return <Hidden />;
  const known = Object.entries(attributes).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
  return (
    <>
      <Part title={t.requestHeaders} note={onRule ? undefined : copyRequests.headersHint}>
        <Pairs pairs={requestHeaders} field="req.header" target="request-header" />
      </Part>
      <Part title={t.responseHeaders}>
        <Pairs pairs={responseHeaders ?? []} field="res.header" target="response-header" />
      </Part>
      {known.length > 0 && (
        <Part title={t.attributes}>
          <Pairs pairs={known} field="attr" />
        </Part>
      )}
    </>
  );
}

type PairsProps = {
  pairs: Header[];
  field: string;
  /** What rules call these; undefined = rules name them by themselves. */
  target?: 'request-header' | 'response-header';
};

function Pairs({ pairs, field, target }: PairsProps) {
  const { onRule } = use(RedactContext);
  if (pairs.length === 0) return <p className={c.none}>{t.noHeaders}</p>;
  return (
    <dl className={c.pairs}>
      {pairs.map(({ name, value }, i) => (
        // A header may be there twice with the same value.
        <div key={i}>
          <dt>{target ? <Name name={name} target={target} /> : shown(name)}</dt>
          <dd>
            {value === MASK ? (
              <Redacted target={target ?? 'request-header'} at={name} />
            ) : !onRule && isKey(name) && value.length <= 200 ? (
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

/** The name of a header: its menu shows it as a column, or hides it from now on. */
function Name({ name, target }: { name: string; target: 'request-header' | 'response-header' }) {
  const { search, set } = useView();
  const { onRule } = use(RedactContext);
  const column = `${target === 'request-header' ? 'req' : 'res'}.header.${name.toLowerCase()}`;
  return (
    <Menu shadow="md" position="bottom-start" width={220}>
      <Menu.Target>
        <button type="button" className={c.headerName}>
          {shown(name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {!onRule && (
          <Menu.Item onClick={() => set({ cols: withColumn(search.cols, column) }, { replace: true })}>
            {copyRequests.columns.asColumn}
          </Menu.Item>
        )}
        <RedactItems target={target} at={name} />
      </Menu.Dropdown>
    </Menu>
  );
}
