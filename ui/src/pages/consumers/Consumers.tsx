import { useSummary } from '../../api/ranged';
import { Panel } from '../../components/Panel';
import { Tabs } from '../../components/Tabs';
import { Code } from '../../components/Code';
import { copy } from '../../copy';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { Message } from '../../states/Message';
import { RangeChart } from '../traffic/RangeChart';
import { ConsumerTable } from './ConsumerTable';
import { GroupTable } from './GroupTable';

const t = copy.pages.consumers;
const TABS = ['consumers', 'groups'] as const;
const EXAMPLE = `app.use((req, res, next) => {
  setConsumer(req, { identifier: req.user.id, name: req.user.name, group: req.user.plan });
  next();
});`;

/** Who calls, who is new, who went silent, and who meets errors? */
export default function Consumers() {
  const { search, set } = useView();
  const figures = useSummary().data?.current;
  const anonymous = figures && figures.requests > 0 && figures.consumers === 0;
  const tab = TABS.find((candidate) => candidate === search.tab) ?? 'consumers';
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} />
      <Tabs
        label={t.tabsLabel}
        tabs={TABS.map((key) => ({ key, label: t.tabs[key] }))}
        value={tab}
        onChange={(key) =>
          set({
            tab: key === 'consumers' ? undefined : key,
            sort: undefined,
            dir: undefined,
            cols: undefined,
          })
        }
      />
      {anonymous && (
        <Panel label={t.noneTitle} pad>
          <Message title={t.noneTitle} text={t.noneText} />
          <Code text={EXAMPLE} label={t.noneText} />
        </Panel>
      )}
      {tab === 'consumers' ? (
        <>
          <RangeChart label={t.chart} fallback="consumers" />
          <ConsumerTable />
        </>
      ) : (
        <GroupTable />
      )}
    </div>
  );
}
