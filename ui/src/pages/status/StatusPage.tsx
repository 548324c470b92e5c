import { useNavigate, useParams } from '@tanstack/react-router';
import { answer, client, type Schema } from '../../api/client';
import { Button, controlClass } from '../../components/Button';
import { DialogButton, RemoveButton } from '../../components/DialogButton';
import { Flag } from '../../components/values';
import { copyStatus as t } from '../../copy/status';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { pagesKey, useStatusPage } from './api';
import { Components } from './Components';
import { PageForm } from './PageForm';
import { Posts } from './Posts';
import { Snippets } from './Snippets';
import c from './status.module.css';

/** One status page: where it is read, what it shows, what is told on it. */
export default function StatusPage() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const { app } = useView();
  const query = useStatusPage(app, id);
  const mayChange = useMay('editor');
  const navigate = useNavigate();
  const page = query.data;
  const path = { app, page: id };
  const change = useChange(
    (body: Schema<'StatusPageTerms'>) =>
      answer(client.PATCH('/apps/{app}/status-pages/{page}', { params: { path }, body })),
    { refresh: [pagesKey(app)] },
  );
  const removing = useChange(
    () => answer(client.DELETE('/apps/{app}/status-pages/{page}', { params: { path } })),
    {
      refresh: [pagesKey(app)],
      onDone: () => void navigate({ to: `/a/${encodeURIComponent(app)}/status` }),
    },
  );
  const name = shown(page?.title ?? id);
  return (
    <div className={layout.page}>
      <PageHeader
        title={name}
        back={{ page: 'status', label: t.back }}
        obeys={[]}
        heading={
          <>
            {name}{' '}
            {page && (
              <Flag
                text={page.published ? t.published : t.draft}
                tone={page.published ? 'good' : undefined}
              />
            )}
          </>
        }
        sub={page && (page.published ? t.isPublished : t.isDraft)}
      >
        {page?.published && (
          <a className={controlClass} href={page.url} target="_blank" rel="noreferrer">
            {t.open}
          </a>
        )}
        {page && mayChange && (
          <>
            <Button
              kind={page.published ? undefined : 'primary'}
              disabled={change.isPending}
              onClick={() => change.mutate({ published: !page.published })}
            >
              {page.published ? t.unpublish : t.publish}
            </Button>
            <DialogButton label={t.settings}>
              {(close) => <PageForm page={page} onClose={close} />}
            </DialogButton>
            <RemoveButton label={t.remove} text={t.removeText(name)} change={removing} />
          </>
        )}
      </PageHeader>
      <Loadable query={query} what={t.title.toLowerCase()} height={300}>
        {(data) => (
          <div className={c.stack}>
            <Posts page={data} mayChange={mayChange} />
            <Components page={data} mayChange={mayChange} />
            <Snippets page={data} />
          </div>
        )}
      </Loadable>
    </div>
  );
}
