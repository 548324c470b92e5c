import { Dialog } from '../components/Dialog';
import { copy } from '../copy';
import { pages } from '../pages';
import c from './find.module.css';

const VIEW: [string, string][] = [
  ['/', copy.keys.filter],
  ['1 – 5', copy.keys.ranges],
  ['← →', copy.keys.period],
  ['x', copy.keys.compare],
  ['l', copy.keys.live],
  ['Esc', copy.keys.escape],
];
const LISTS: [string, string][] = [
  ['j k', copy.keys.rows],
  ['Enter', copy.keys.open],
  ['← →', copy.keys.cursor],
];
const ANYWHERE: [string, string][] = [
  ['Ctrl K', copy.keys.find],
  ['c', copy.keys.share],
  ['t', copy.keys.theme],
  ['?', copy.keys.help],
];

export default function ShortcutList({ onClose }: { onClose: () => void }) {
  const go = pages.flatMap<[string, string]>((page) =>
    page.nav ? [[`g ${page.nav.key}`, copy.keys.go(page.nav.label)]] : [],
  );
  return (
    <Dialog title={copy.keys.title} onClose={onClose} wide>
      <div className={c.keys}>
        <Group title={copy.keys.anywhere} keys={[...ANYWHERE, ...go]} />
        <div>
          <Group title={copy.keys.view} keys={VIEW} />
          <Group title={copy.keys.lists} keys={LISTS} />
        </div>
      </div>
    </Dialog>
  );
}

const Group = ({ title, keys }: { title: string; keys: [string, string][] }) => (
  <section>
    <h3>{title}</h3>
    <dl>
      {keys.map(([key, text]) => (
        <div key={key}>
          <dt>{text}</dt>
          <dd>
            <kbd>{key}</kbd>
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
