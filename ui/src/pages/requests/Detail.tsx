import { IconLink, IconTerminal2 } from '@tabler/icons-react';
import { type ReactNode, useEffect, useEffectEvent } from 'react';
import type { RequestDetail } from '../../api/requests';
import { IconButton } from '../../components/Button';
import { Tabs } from '../../components/Tabs';
import { useToast } from '../../components/Toast';
import ui from '../../components/ui.module.css';
import { copy } from '../../copy';
import { copyRequests } from '../../copy/requests';
import { hotkeyListener } from '../../lib/hotkeys';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { Bodies } from './Bodies';
import { curlOf } from './curl';
import { Facts } from './Facts';
import { Headers } from './Headers';
import { Logs } from './Logs';
import { pathOf } from './open';
import { Overview, Services } from './Overview';
import { RedactContext } from './Redact';
import c from './detail.module.css';
import { Waterfall } from './Waterfall';

const t = copyRequests.detail;
const TABS = ['overview', 'headers', 'body', 'logs', 'trace'] as const;
type Tab = (typeof TABS)[number];

/** Everything that is known about one request. `children` are further actions in its head. */
export function Detail({ request, children }: { request: RequestDetail; children?: ReactNode }) {
  const { search, set } = useView();
  const say = useToast();
  const tab = TABS.find((candidate) => candidate === search.tab) ?? 'overview';
  const copyCurl = () => void navigator.clipboard.writeText(curlOf(request)).then(() => say(t.curlCopied));
  const copyLink = () => {
    const link = new URL(location.href);
    void navigator.clipboard.writeText(link.href).then(() => say(copy.header.linkCopied));
  };
  useKey('.', copyCurl);
  const number: Record<Tab, number> = {
    overview: 0,
    headers: 0,
    body: 0,
    logs: request.logs?.length ?? 0,
    trace: request.spans.length,
  };
  return (
    <div className={c.detail}>
      <div className={c.head}>
        <h2>
          <span className={ui.status} data-k={statusTone(request)}>
            {request.status > 0 ? request.status : '–'}
          </span>
          <span className={c.title} title={shown(request.url)}>
            {shown(request.method)} {shown(pathOf(request.url))}
          </span>
        </h2>
        <span className={c.actions}>
          <IconButton kind="quiet" label={t.curl} onClick={copyCurl}>
            <IconTerminal2 size={15} />
          </IconButton>
          <IconButton kind="quiet" label={t.link} onClick={copyLink}>
            <IconLink size={15} />
          </IconButton>
          {children}
        </span>
      </div>
      <Facts request={request} />
      <div className={c.tabs}>
        <Tabs
          label={t.tabsLabel}
          tabs={TABS.map((key) => ({
            key,
            label: number[key] > 0 ? `${t.tabs[key]} ${number[key]}` : t.tabs[key],
          }))}
          value={tab}
          onChange={(key) => set({ tab: key === 'overview' ? undefined : key }, { replace: true })}
        />
      </div>
      <RedactContext value={{ endpoint: `${request.method} ${request.route}` }}>
        <div className={c.body}>
          {tab === 'overview' && <Overview request={request} />}
          {tab === 'headers' && <Headers request={request} />}
          {tab === 'body' && <Bodies request={request} />}
          {tab === 'logs' && <Logs request={request} />}
          {tab === 'trace' && (
            <>
              <Waterfall spans={request.spans} />
              <Services request={request} />
            </>
          )}
        </div>
      </RedactContext>
    </div>
  );
}

function statusTone({ ending, status }: RequestDetail): string {
  if (ending === 'failed') return '5';
  return ending === 'aborted' ? '4' : (String(status)[0] ?? '');
}

/** A key that works while the component is there. */
function useKey(key: string, action: () => void): void {
  const run = useEffectEvent(action);
  useEffect(() => {
    const listener = hotkeyListener(
      () => ({ [key]: () => run() }),
      () => true,
    );
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, [key]);
}
