import { IconChevronLeft, IconMoon, IconPlayerPause, IconShare2, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { AppLink } from '../components/AppLink';
import { Button, IconButton } from '../components/Button';
import { useToast } from '../components/Toast';
import { copy } from '../copy';
import { FilterBar } from '../filter/FilterBar';
import type { ViewSearch } from '../state/search';
import { useView } from '../state/useView';
import { ComparePicker } from './ComparePicker';
import { EnvironmentPicker } from './EnvironmentPicker';
import { RangePicker } from './RangePicker';
import c from './shell.module.css';
import { useTheme } from './useTheme';

type Choice = 'environment' | 'range' | 'comparison' | 'filter' | 'live';
const ALL: readonly Choice[] = ['environment', 'range', 'comparison', 'filter', 'live'];

type Props = {
  /** Of the browser tab; the heading too, unless `heading` says it richer. */
  title: string;
  heading?: ReactNode;
  sub?: ReactNode;
  back?: { page: string; label: string; patch?: Partial<ViewSearch> };
  /** What the page obeys of the view; what it does not obey is not offered. All of it, unless said. */
  obeys?: readonly Choice[];
  children?: ReactNode;
};

/** Header of the pages of an app: title, what is looked at, filter bar. */
export function PageHeader(props: Props) {
  const { title, heading, sub, back, obeys = ALL, children } = props;
  const { live, windowNow, set } = useView();
  useTitle(title);
  const filters = obeys.includes('filter');
  return (
    <>
      <header className={c.head} data-last={!filters || undefined}>
        <div className={c.title}>
          {back && (
            <AppLink page={back.page} {...(back.patch && { patch: back.patch })} className={c.back}>
              <IconChevronLeft size={13} aria-hidden />
              {back.label}
            </AppLink>
          )}
          <h1>{heading ?? title}</h1>
          {sub && <p className={c.sub}>{sub}</p>}
        </div>
        {children}
        {obeys.includes('environment') && <EnvironmentPicker />}
        {obeys.includes('range') && <RangePicker />}
        {obeys.includes('comparison') && <ComparePicker />}
        {obeys.includes('live') && windowNow().live && (
          <Button
            title={live ? copy.header.pause : copy.header.resume}
            aria-pressed={live}
            onClick={() => set({ live: live ? 'off' : undefined }, { replace: true })}
          >
            {live ? <span className={c.live} /> : <IconPlayerPause size={13} aria-hidden />}
            {live ? copy.header.live : copy.header.paused}
          </Button>
        )}
        <ShareButton />
        <ThemeButton />
      </header>
      {filters && <FilterBar />}
    </>
  );
}

/** Header of the pages outside an app. */
export function PlainHeader({ title, children }: { title: string; children?: ReactNode }) {
  useTitle(title);
  return (
    <header className={c.head}>
      <div className={c.title}>
        <h1>{title}</h1>
      </div>
      {children}
      <ThemeButton />
    </header>
  );
}

function useTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · ${copy.product}`;
  }, [title]);
}

function ShareButton() {
  const say = useToast();
  const share = () =>
    void navigator.clipboard.writeText(location.href).then(() => say(copy.header.linkCopied));
  return (
    <IconButton label={copy.header.share} onClick={share}>
      <IconShare2 size={14} />
    </IconButton>
  );
}

function ThemeButton() {
  const theme = useTheme();
  return (
    <IconButton label={copy.header.theme} onClick={theme.toggle}>
      {theme.scheme === 'dark' ? <IconSun size={14} /> : <IconMoon size={14} />}
    </IconButton>
  );
}
