import { useState } from 'react';
import { baseUrl } from '../../lib/base';
import { Code } from '../../components/Code';
import { Choice } from '../../components/Field';
import { Columns, Panel } from '../../components/Panel';
import { copyStatus as t } from '../../copy/status';
import { shown } from '../../lib/text';
import type { StatusPage } from './api';
import c from './status.module.css';

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** What to copy: the address, the feed, badges. */
export function Snippets({ page }: { page: StatusPage }) {
  const [badge, setBadge] = useState('');
  const component = page.components.find((one) => one.id === badge);
  const name = component?.name ?? page.title;
  const file = component ? `badge/${component.id}.svg` : 'badge.svg';
  const image = `${page.url}/${file}`;
  // The public may come by another address than the one this page was opened at.
  const here = new URL(`status/${page.slug}/${file}`, baseUrl).href;
  return (
    <Panel label={t.share} title={t.share}>
      <div className={c.snippets}>
        <Columns even>
          <Labelled label={t.address} text={page.url} />
          <Labelled label={t.feed} text={`${page.url}/feed.atom`} />
        </Columns>
        <div className={c.badge}>
          <Choice label={t.badgeOf} value={badge} onChange={(event) => setBadge(event.target.value)}>
            <option value="">{t.whole}</option>
            {page.components.map((one) => (
              <option key={one.id} value={one.id}>
                {shown(one.name)}
              </option>
            ))}
          </Choice>
          {page.published && <img src={here} alt={`${t.badge}: ${shown(name)}`} height={20} />}
        </div>
        <Columns even>
          <Labelled label={t.markdown} text={`[![${name.replace(/[[\]\\]/g, '')}](${image})](${page.url})`} />
          <Labelled
            label={t.html}
            text={`<a href="${page.url}"><img src="${image}" alt="${escaped(name)}"></a>`}
          />
        </Columns>
      </div>
    </Panel>
  );
}

const Labelled = ({ label, text }: { label: string; text: string }) => (
  <div className={c.labelled}>
    <span>{label}</span>
    <Code text={text} label={label} />
  </div>
);
