import { IconAlertTriangle, IconBraces, IconList, IconTimeline } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { useRequestFields } from '../../api/requestsFields';
import type { RequestRow as Row } from '../../api/requests';
import { Method } from '../../components/values';
import ui from '../../components/ui.module.css';
import { copy } from '../../copy';
import { copyRequests } from '../../copy/requests';
import { bytes, duration, exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import type { ViewSearch } from '../../state/search';
import { openKey, pathOf } from './open';
import c from './requests.module.css';

const t = copyRequests;
const SLOW_MILLIS = 1000;

type Props = {
  row: Row;
  index: number;
  active: boolean;
  top: number;
  zone: string;
  withDay: boolean;
  app: string;
  columns: string[];
  onFilter: (field: string, value: string, exclude: boolean) => void;
};

/** One request in the list. The link lies over the whole row; values that filter lie over the link. */
export const RequestRow = memo(function RequestRow(props: Props) {
  const { row, index, active, top, zone, withDay, onFilter, app, columns } = props;
  const at = Date.parse(row.at);
  const [day, time] = dateTime(at, zone).split(', ');
  const millis = `.${String(at % 1000).padStart(3, '0')}`;
  const value = (field: string, text: string, what: string, className: string, content: ReactNode) => (
    <button
      type="button"
      tabIndex={-1}
      className={`${c.value} ${className}`}
      title={copy.filter.only(shown(what))}
      onClick={(event: MouseEvent) => onFilter(field, text, event.altKey)}
    >
      {content}
    </button>
  );
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active}
      className={`${c.row} num`}
      data-on={active || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" className={c.time} title={`${day}, ${time}${millis}`}>
        {withDay && <i>{day} </i>}
        {time}
        <em>{millis}</em>
      </span>
      <span role="gridcell" className={c.statusCell}>
        {value('status', String(row.status), String(row.status), ui.status ?? '', <StatusText row={row} />)}
      </span>
      <span role="gridcell" className={c.request}>
        {value('method', row.method, row.method, c.methodValue ?? '', <Method method={row.method} />)}
        <Link
          to="."
          search={(before: ViewSearch) => ({ ...before, open: openKey(row) })}
          replace={false}
          resetScroll={false}
          className={c.link}
          data-row={index}
          tabIndex={-1}
          title={shown(row.url)}
        >
          {shown(pathOf(row.url))}
        </Link>
      </span>
      <span role="gridcell" className={c.consumer}>
        {value(
          'consumer',
          row.consumer ?? '',
          row.consumerName ?? row.consumer ?? t.noConsumer,
          c.text ?? '',
          row.consumer ? shown(row.consumerName ?? row.consumer) : <i>{t.noConsumer}</i>,
        )}
      </span>
      <span role="gridcell" className={c.marks}>
        <Marks row={row} />
      </span>
      <span role="gridcell" className={c.size}>
        {bytes(row.responseBytes)}
      </span>
      <span
        role="gridcell"
        className={c.duration}
        data-slow={(row.durationMs ?? 0) >= SLOW_MILLIS || undefined}
      >
        {duration(row.durationMs)}
      </span>
      {columns.length > 0 && <Extra row={row} app={app} columns={columns} value={value} />}
    </div>
  );
});

type ExtraProps = {
  row: Row;
  app: string;
  columns: string[];
  value: (field: string, text: string, what: string, className: string, content: ReactNode) => ReactNode;
};

/** Cells of the columns that readers chose; empty until their values are there. */
function Extra({ row, app, columns, value }: ExtraProps) {
  const values = useRequestFields(app, columns, row).data;
  return columns.map((column, i) => {
    const text = values?.[i];
    return (
      <span key={column} role="gridcell" className={c.extra}>
        {text && value(column, text, text, c.text ?? '', shown(text))}
        {text === null && '–'}
      </span>
    );
  });
}

function StatusText({ row }: { row: Row }) {
  if (row.ending === 'complete') return <span data-k={String(row.status)[0]}>{row.status}</span>;
  const failed = row.ending === 'failed';
  return (
    <span data-k={failed ? '5' : '4'} title={failed ? t.failedHint : t.abortedHint}>
      {row.status > 0 ? row.status : '–'}
      <span aria-hidden>{failed ? ' ✕' : ' ⤫'}</span>
      <span className="sr"> {failed ? t.failed : t.aborted}</span>
    </span>
  );
}

function Marks({ row }: { row: Row }) {
  return (
    <>
      {row.weight > 1 && (
        <span className={c.weight} title={t.sampledHint(exact(Math.round(row.weight)))}>
          {t.sampled(exact(Math.round(row.weight)))}
        </span>
      )}
      {row.exception && (
        <span title={`${t.hasError}: ${shown(row.exception.type)}`} data-tone="bad">
          <IconAlertTriangle size={13} aria-label={t.hasError} role="img" />
        </span>
      )}
      {row.hasLogs && (
        <span title={t.hasLogs}>
          <IconList size={13} aria-label={t.hasLogs} role="img" />
        </span>
      )}
      {row.hasTrace && (
        <span title={t.hasTrace}>
          <IconTimeline size={13} aria-label={t.hasTrace} role="img" />
        </span>
      )}
      {row.hasBody && (
        <span title={t.hasBody}>
          <IconBraces size={13} aria-label={t.hasBody} role="img" />
        </span>
      )}
    </>
  );
}
