import { Tabs } from '../../components/Tabs';
import { copy } from '../../copy';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { ErrorChart } from './ErrorChart';
import { ErrorTable } from './ErrorTable';

const t = copy.pages.errors;
const TABS = ['server', 'validation', 'client'] as const;

/** What goes wrong, since when, and whom does it hit? */
export default function Errors() {
  const { search, set } = useView();
  const tab = TABS.find((candidate) => candidate === search.tab) ?? 'server';
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} />
      <Tabs
        label={t.tabsLabel}
        tabs={TABS.map((key) => ({ key, label: t.tabs[key] }))}
        value={tab}
        onChange={(key) => set({ tab: key === 'server' ? undefined : key })}
      />
      <ErrorChart tab={tab} />
      <ErrorTable tab={tab} />
    </div>
  );
}
