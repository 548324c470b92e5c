import { useState } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Panel } from '../../components/Panel';
import { Flag } from '../../components/values';
import { copyStatus as t } from '../../copy/status';
import { shown, shownLines } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { useChange } from '../settings/useChange';
import { isOver, type Kind, pagesKey, type StatusPage, type StatusPost, usePosts } from './api';
import { PostForm } from './PostForm';
import c from './status.module.css';
import { UpdateForm } from './UpdateForm';

/** What people told, and where they tell more. */
export function Posts({ page, mayChange }: { page: StatusPage; mayChange: boolean }) {
  const { app } = useView();
  const query = usePosts(app, page.id);
  const [adding, setAdding] = useState<Kind | null>(null);
  return (
    <Panel
      label={t.posts}
      title={t.posts}
      note={
        mayChange && (
          <span className={c.note}>
            <Button onClick={() => setAdding('incident')}>{t.newIncident}</Button>
            <Button onClick={() => setAdding('maintenance')}>{t.plan}</Button>
          </span>
        )
      }
    >
      <Loadable query={query} what={t.posts.toLowerCase()} height={160}>
        {({ items }) =>
          items.length === 0 ? (
            <Message title={t.noPosts} text={t.noPostsText} />
          ) : (
            <ul className={c.posts}>
              {items.map((post) => (
                <PostItem key={post.id} page={page} post={post} mayChange={mayChange} />
              ))}
            </ul>
          )
        }
      </Loadable>
      {adding && <PostForm page={page} kind={adding} onClose={() => setAdding(null)} />}
    </Panel>
  );
}

const toneOf = (post: StatusPost) =>
  isOver(post)
    ? 'good'
    : post.kind === 'maintenance'
      ? 'warn'
      : post.impact === 'outage'
        ? 'bad'
        : post.impact === 'degraded'
          ? 'warn'
          : undefined;

type Item = { page: StatusPage; post: StatusPost; mayChange: boolean };

function PostItem({ page, post, mayChange }: Item) {
  const { app, zone } = useView();
  const [open, setOpen] = useState<'update' | 'edit' | 'remove' | null>(null);
  const close = () => setOpen(null);
  const removing = useChange(
    () =>
      answer(
        client.DELETE('/apps/{app}/status-pages/{page}/posts/{post}', {
          params: { path: { app, page: page.id, post: post.id } },
        }),
      ),
    { refresh: [pagesKey(app), ['app', app, 'quiet-times']], onDone: close },
  );
  const names = page.components.filter((one) => post.components.includes(one.id)).map((one) => one.name);
  const time = (at: string) => dateTime(Date.parse(at), zone);
  return (
    <li className={c.post}>
      <div className={c.postHead}>
        <h3>{shown(post.title)}</h3>
        <Flag text={t.states[post.state]} tone={toneOf(post)} />
        {mayChange && (
          <span className={c.buttons}>
            <Button onClick={() => setOpen('update')}>{t.update}</Button>
            <Button kind="quiet" onClick={() => setOpen('edit')}>
              {t.editPost}
            </Button>
            <Button kind="quiet" onClick={() => setOpen('remove')}>
              {t.removePost}
            </Button>
          </span>
        )}
      </div>
      <p className={c.hint}>
        {[
          t.kinds[post.kind],
          post.kind === 'incident' && t.impacts[post.impact],
          shown(names.join(', ')) || t.all,
          post.endsAt ? `${time(post.startsAt)} – ${time(post.endsAt)}` : time(post.startsAt),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ol className={c.updates}>
        {post.updates.map((update) => (
          <li key={update.id}>
            <span>
              <b>{t.states[update.state]}</b> <small>{time(update.at)}</small>
            </span>
            <p>{shownLines(update.text)}</p>
          </li>
        ))}
      </ol>
      {open === 'update' && <UpdateForm page={page} post={post} onClose={close} />}
      {open === 'edit' && <PostForm page={page} kind={post.kind} post={post} onClose={close} />}
      {open === 'remove' && (
        <Confirm
          title={t.removePost}
          text={t.removePostText(shown(post.title))}
          action={t.removePost}
          change={removing}
          onConfirm={() => removing.mutate()}
          onClose={close}
        />
      )}
    </li>
  );
}
