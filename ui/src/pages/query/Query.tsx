import { IconDownload, IconPlayerPlay } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Panel } from '../../components/Panel';
import { copyQuery as t } from '../../copy/query';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { Permission } from '../../states/Permission';
import { FORMATS, useDownload, useQueryViews, useRun } from './api';
import c from './query.module.css';
import { ResultTable } from './ResultTable';
import { SAMPLES } from './samples';
import { SqlEditor } from './SqlEditor';
import { ViewList } from './ViewList';

/** What the fixed pages do not answer. The SQL is in the address, after #, so that it can be passed on. */
export default function Query() {
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} obeys={['environment', 'range']} back={{ page: 'usage', label: t.back }} />
      <Permission read="editor" change="editor">
        <Workbench />
      </Permission>
    </div>
  );
}

function Workbench() {
  const { app } = useView();
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  const [sql, setSql] = useState(hash || SAMPLES.top);
  const views = useQueryViews(app);
  const run = useRun();
  const files = useDownload();
  const ask = (text: string) => {
    void navigate({ to: '.', search: true, hash: text, replace: true, resetScroll: false });
    files.reset();
    run.mutate(text);
  };
  const failure = run.error ?? files.error;
  return (
    <div className={c.page}>
      <div className={c.main}>
        <p className={c.lead}>{t.lead}</p>
        <Panel label={t.editor}>
          <SqlEditor text={sql} views={views.data?.items ?? []} onChange={setSql} onRun={() => ask(sql)} />
          <div className={c.bar}>
            <Button kind="primary" disabled={run.isPending || !sql.trim()} onClick={() => ask(sql)}>
              <IconPlayerPlay size={14} aria-hidden />
              {run.isPending ? t.running : t.run}
            </Button>
            <span className={c.files}>
              {FORMATS.map((format) => (
                <Button
                  key={format}
                  title={t.download(t[format])}
                  disabled={files.isPending || !sql.trim()}
                  onClick={() => files.mutate({ sql, format })}
                >
                  <IconDownload size={14} aria-hidden />
                  {t[format]}
                </Button>
              ))}
            </span>
          </div>
        </Panel>
        {failure && (
          <Message alert title={t.wrong} text={<span className={c.failure}>{failure.message}</span>} />
        )}
        {run.data && !run.error && (
          <Panel label={t.result} title={t.result}>
            <ResultTable result={run.data} />
          </Panel>
        )}
      </div>
      <aside className={c.side}>
        <Panel label={t.examples} title={t.examples}>
          <ul className={c.samples}>
            {(Object.keys(SAMPLES) as (keyof typeof SAMPLES)[]).map((name) => (
              <li key={name}>
                <Button kind="quiet" onClick={() => setSql(SAMPLES[name])}>
                  {t.samples[name]}
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
        <Loadable query={views} what={t.views.toLowerCase()} height={300}>
          {({ items }) => <ViewList views={items} onPick={(name) => setSql((text) => `${text} ${name}`)} />}
        </Loadable>
      </aside>
    </div>
  );
}
