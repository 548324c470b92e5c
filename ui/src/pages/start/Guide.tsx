import { type ReactNode, useMemo, useState } from 'react';
import { Code } from '../../components/Code';
import { Segments } from '../../components/Segments';
import { copyStart } from '../../copy/start';
import { type Framework, type Setup, type Snippet, testCall } from './frameworks';
import c from './start.module.css';

const t = copyStart;

type Props = { framework: Framework; setup: Setup; token: ReactNode };

/** The numbered steps for one framework, filled in for this app and server. */
export function Guide({ framework, setup, token }: Props) {
  const { origin, clientId, env } = setup;
  const call = useMemo(() => testCall({ origin, clientId, env }, randomUuid), [origin, clientId, env]);
  return (
    <>
      <ol className={c.steps}>
        {framework.native && <li>{token}</li>}
        {framework.snippets(setup).map((snippet) => (
          <li key={snippet.title}>
            <Step snippet={snippet} />
          </li>
        ))}
      </ol>
      <h2 className={c.heading}>{t.traps}</h2>
      <ul className={c.traps}>
        {framework.traps.map((trap) => (
          <li key={trap}>{trap}</li>
        ))}
      </ul>
      {!framework.native && (
        <details className={c.test}>
          <summary>{t.test}</summary>
          <p>{t.testText}</p>
          <Code text={call} label={t.test} />
        </details>
      )}
    </>
  );
}

function Step({ snippet }: { snippet: Snippet }) {
  const names = Object.keys(snippet.tabs);
  const [tab, setTab] = useState(names[0] ?? '');
  const title = t.steps[snippet.title];
  return (
    <>
      <div className={c.step}>
        <h2>{title}</h2>
        {names.length > 1 && (
          <Segments
            label={title}
            options={names.map((name) => ({ key: name, label: name }))}
            value={tab}
            onChange={setTab}
          />
        )}
      </div>
      <Code text={snippet.tabs[tab] ?? ''} label={title} />
    </>
  );
}

/** `crypto.randomUUID` exists on https and localhost only; this server may be looked at over plain http. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, i) => {
    const value = i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, '0');
  });
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)]
    .map((part) => part.join(''))
    .join('-');
}
