import { IconArrowsMaximize, IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { type RequestRow, useRequest } from '../../api/requests';
import { AppLink } from '../../components/AppLink';
import { controlClass, IconButton } from '../../components/Button';
import { copyRequests } from '../../copy/requests';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { MAX_WIDTH, readWidths, withWidth } from '../../table/widths';
import { Detail } from './Detail';
import { type Opened, openKey } from './open';
import c from './requests.module.css';

const t = copyRequests.detail;
const WIDTH = 524;
const MIN = 380;
const STEP = 24;

type Props = { opened: Opened; index: number; rows: RequestRow[] };

/** One request beside the list; the edge can be dragged. On narrow screens it covers the page. */
export function Drawer({ opened, index, rows }: Props) {
  const { app, search, set } = useView();
  const query = useRequest(app, opened.id, opened.at);
  const width = Math.max(MIN, readWidths(search.widths).get('drawer') ?? WIDTH);
  const ref = useRef<HTMLElement>(null);
  const close = () => set({ open: undefined });
  const go = (row: RequestRow | undefined) => row && set({ open: openKey(row) }, { replace: true });

  useEffect(() => {
    // Covering the page, it takes the focus; beside the list, the list keeps it.
    if (window.matchMedia('(max-width: 1100px)').matches) ref.current?.focus();
  }, []);

  return (
    <aside ref={ref} className={c.drawer} style={{ width }} aria-label={t.label} tabIndex={-1}>
      <Edge width={width} />
      <Loadable query={query} what={t.what} height={500}>
        {(request) => (
          <Detail request={request}>
            <IconButton
              kind="quiet"
              label={t.previous}
              disabled={index <= 0}
              onClick={() => go(rows[index - 1])}
            >
              <IconChevronUp size={15} />
            </IconButton>
            <IconButton
              kind="quiet"
              label={t.next}
              disabled={index < 0 || index >= rows.length - 1}
              onClick={() => go(rows[index + 1])}
            >
              <IconChevronDown size={15} />
            </IconButton>
            <AppLink
              page="requests"
              id={opened.id}
              patch={{ at: opened.at }}
              className={controlClass}
              data-kind="quiet"
              data-icon
              aria-label={t.page}
              title={t.page}
            >
              <IconArrowsMaximize size={14} aria-hidden />
            </AppLink>
          </Detail>
        )}
      </Loadable>
      <span className={c.close}>
        <IconButton kind="quiet" label={t.close} onClick={close}>
          <IconX size={15} />
        </IconButton>
      </span>
    </aside>
  );
}

function Edge({ width }: { width: number }) {
  const { search, set } = useView();
  const write = (pixels: number | undefined) =>
    set(
      {
        widths: withWidth(
          readWidths(search.widths),
          'drawer',
          pixels === undefined ? undefined : Math.max(MIN, pixels),
        ),
      },
      { replace: true },
    );
  const drag = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const from = event.clientX;
    event.preventDefault();
    const direction = getComputedStyle(handle).direction === 'rtl' ? -1 : 1;
    const move = (to: globalThis.PointerEvent) => write(width + direction * (from - to.clientX));
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  const press = (event: KeyboardEvent) => {
    const by = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    write(width + by);
  };
  return (
    // A separator that can be moved takes focus (ARIA: window splitter).
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={t.resize}
      aria-valuenow={width}
      aria-valuemin={MIN}
      aria-valuemax={MAX_WIDTH}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={c.edge}
      onPointerDown={drag}
      onKeyDown={press}
      onDoubleClick={() => write(undefined)}
    />
  );
}
