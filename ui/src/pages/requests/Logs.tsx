import type { RequestDetail } from '../../api/requests';
import { copyRequests } from '../../copy/requests';
import { exact } from '../../lib/format';
import { shown, shownLines } from '../../lib/text';
import c from './detail.module.css';
import { Hidden } from './Hidden';

const t = copyRequests.detail;

/** Log lines with their distance from the start of the request. */
export function Logs({ request }: { request: RequestDetail }) {
  const start = Date.parse(request.at);
  if (request.logs === null) return <Hidden />;
  if (request.logs.length === 0) return <p className={c.none}>{t.noLogs}</p>;
  return (
    // Long lines scroll, so the block takes focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={`${c.logs} num`} tabIndex={0} role="group" aria-label={t.logsTitle}>
      {request.logs.map((line, i) => (
        // Lines have no identity of their own and are not moved.
        <div
          key={i}
          title={[line.logger, line.file && `${line.file}:${line.line ?? ''}`].filter(Boolean).join(' · ')}
        >
          <span>{offset(Date.parse(line.at) - start)}</span>
          <b data-level={line.level.toLowerCase()}>{shown(line.level.toUpperCase())}</b>
          <pre>{shownLines(line.message)}</pre>
        </div>
      ))}
    </div>
  );
}

const offset = (millis: number): string =>
  `${millis < 0 ? '−' : '+'}${exact(Math.abs(Math.round(millis)))} ms`;
