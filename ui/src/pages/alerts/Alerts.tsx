import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Panel } from '../../components/Panel';
import { Tabs } from '../../components/Tabs';
import { copySlos } from '../../copy/slos';
import { copyAlerts as t } from '../../copy/watch';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { AlertTable } from './AlertTable';
import { useChannels } from './api';
import c from './alerts.module.css';
import { ChannelForm } from './ChannelForm';
import { Channels } from './Channels';
import { Quiet } from './Quiet';
import { QuietForm } from './QuietForm';
import { RuleForm } from './RuleForm';
import { Rules } from './Rules';
import { SloForm } from './SloForm';
import { Slos } from './Slos';

const TABS = ['rules', 'slos', 'history', 'quiet', 'channels'] as const;
type Tab = (typeof TABS)[number];

/** Who is told of what, and what was told. */
export default function Alerts() {
  const { search, set } = useView();
  const tab = TABS.find((one) => one === search.tab) ?? 'rules';
  const [adding, setAdding] = useState<Tab | null>(null);
  const close = () => setAdding(null);
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} obeys={[]}>
        <AddButton tab={tab} onAdd={setAdding} />
      </PageHeader>
      <Nobody onAdd={() => setAdding('channels')} />
      <Panel label={t.title}>
        <Tabs
          label={t.title}
          tabs={TABS.map((key) => ({ key, label: t.tabs[key] }))}
          value={tab}
          onChange={(key) => set({ tab: key === 'rules' ? undefined : key }, { replace: true })}
        />
        {tab === 'rules' && <Rules />}
        {tab === 'slos' && <Slos />}
        {tab === 'history' && <AlertTable />}
        {tab === 'quiet' && <Quiet />}
        {tab === 'channels' && <Channels />}
      </Panel>
      {adding === 'rules' && <RuleForm onClose={close} />}
      {adding === 'slos' && <SloForm onClose={close} />}
      {adding === 'quiet' && <QuietForm onClose={close} />}
      {adding === 'channels' && <ChannelForm onClose={close} />}
    </div>
  );
}

function AddButton({ tab, onAdd }: { tab: Tab; onAdd: (tab: Tab) => void }) {
  const mayRule = useMay('editor');
  const mayChannel = useMay('admin');
  if (tab === 'history') return null;
  const label = { rules: t.addRule, slos: copySlos.add, quiet: t.addQuiet, channels: t.addChannel }[tab];
  return (
    <Button kind="primary" disabled={tab === 'channels' ? !mayChannel : !mayRule} onClick={() => onAdd(tab)}>
      <IconPlus size={14} aria-hidden />
      {label}
    </Button>
  );
}

/** Rules without a channel are a trap at night, so it is said first. */
function Nobody({ onAdd }: { onAdd: () => void }) {
  const channels = useChannels().data?.items;
  const mayChange = useMay('admin');
  if (!channels || channels.some((channel) => channel.enabled)) return null;
  return (
    <div className={c.banner} role="status">
      <p>
        <b>{t.nobody}.</b> {t.nobodyText}
      </p>
      {mayChange && <Button onClick={onAdd}>{t.addChannel}</Button>}
    </div>
  );
}
