import { answer, client } from '../../api/client';
import { DialogButton, RemoveButton } from '../../components/DialogButton';
import { Panel } from '../../components/Panel';
import { Flag } from '../../components/values';
import { copyStatus as t } from '../../copy/status';
import { shown, shownLines } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { isOver, pagesKey, type StatusPage, type StatusPost, usePosts } from './api';
import { PostForm } from './PostForm';
import c from './status.module.css';
import { UpdateForm } from './UpdateForm';

/** What people told, and where they tell more. */
export function Posts({ page, mayChange }: { page: StatusPage; mayChange: boolean }) {
  const { app } = useView();
  const query = usePosts(app, page.id);
  return (
    <Panel
      label={t.posts}
      title={t.posts}
      note={
        mayChange && (
          <span className={c.note}>
            <DialogButton label={t.newIncident}>
              {(close) => <PostForm page={page} kind="incident" onClose={close} />}
            </DialogButton>
            <DialogButton label={t.plan}>
              {(close) => <PostForm page={page} kind="maintenance" onClose={close} />}
            </DialogButton>
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
  const removing = useChange(
    () =>
      answer(
        client.DELETE('/apps/{app}/status-pages/{page}/posts/{post}', {
          params: { path: { app, page: page.id, post: post.id } },
        }),
      ),
    { refresh: [pagesKey(app), ['app', app, 'quiet-times']] },
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
            <DialogButton label={t.update}>
              {(close) => <UpdateForm page={page} post={post} onClose={close} />}
            </DialogButton>
            <DialogButton label={t.editPost} kind="quiet">
              {(close) => <PostForm page={page} kind={post.kind} post={post} onClose={close} />}
            </DialogButton>
            <RemoveButton
              kind="quiet"
              label={t.removePost}
              text={t.removePostText(shown(post.title))}
              change={removing}
            />
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
    </li>
  );
}
