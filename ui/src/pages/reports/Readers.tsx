import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { DialogButton } from '../../components/DialogButton';
import { Panel } from '../../components/Panel';
import { useToast } from '../../components/Toast';
import { Flag } from '../../components/values';
import { copyReports as t } from '../../copy/reports';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { type Reader, readersKey, useReaders } from './api';
import { ReaderForm } from './ReaderForm';
import c from './reports.module.css';

/** Who is sent reports; without the role admin only oneself. */
export function Readers() {
  const { app } = useView();
  const query = useReaders(app);
  return (
    <Panel
      label={t.readers}
      title={t.readers}
      note={
        <span className={c.add}>
          <DialogButton label={t.subscribe}>{(close) => <ReaderForm onClose={close} />}</DialogButton>
        </span>
      }
    >
      <Loadable query={query} what={t.readers.toLowerCase()} height={100}>
        {({ items }) =>
          items.length === 0 ? (
            <Message title={t.noReaders} text={t.noReadersText} />
          ) : (
            <ul className={c.list}>
              {items.map((reader) => (
                <Item key={reader.id} reader={reader} />
              ))}
            </ul>
          )
        }
      </Loadable>
    </Panel>
  );
}

function Item({ reader }: { reader: Reader }) {
  const { app, zone } = useView();
  const say = useToast();
  const path = { app, report: reader.id };
  const options = { refresh: [readersKey(app)] };
  const change = useChange(
    (active: boolean) =>
      answer(client.PATCH('/apps/{app}/reports/{report}', { params: { path }, body: { active } })),
    options,
  );
  const remove = useChange(
    () => answer(client.DELETE('/apps/{app}/reports/{report}', { params: { path } })),
    options,
  );
  const send = useChange(
    () => answer(client.POST('/apps/{app}/reports/{report}/send', { params: { path } })),
    {
      ...options,
      said: null,
      onDone: ({ delivered, answer: text }) => say(delivered ? t.sent(text) : t.notSent(text)),
    },
  );
  return (
    <li>
      <span className={c.reader}>
        {shown(reader.email)}{' '}
        <Flag
          text={reader.active ? t.periods[reader.every] : t.states.off}
          {...(!reader.active && { tone: 'warn' as const })}
        />
        <small>
          {[
            reader.zone,
            shown(reader.environment) || t.everything,
            reader.active && `${t.next} ${dateTime(Date.parse(reader.nextAt), zone)}`,
            reader.sentAt && `${t.last} ${dateTime(Date.parse(reader.sentAt), zone)}`,
            reader.answer && shown(reader.answer),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      <span className={c.buttons}>
        <Button disabled={send.isPending} onClick={() => send.mutate()}>
          {t.sendNow}
        </Button>
        <Button kind="quiet" disabled={change.isPending} onClick={() => change.mutate(!reader.active)}>
          {reader.active ? t.stop : t.goOn}
        </Button>
        <Button kind="quiet" disabled={remove.isPending} onClick={() => remove.mutate()}>
          {t.remove}
        </Button>
      </span>
    </li>
  );
}
