import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { answer, client } from '../../api/client';

import { Button } from '../../components/Button';
import { Panel } from '../../components/Panel';
import { copyRedaction } from '../../copy/redaction';
import { shown } from '../../lib/text';
import { useMay } from '../../state/useMay';
import { Loadable } from '../../states/Loadable';
import { type Rule, withRule } from './rules';
import c from './redaction.module.css';

const t = copyRedaction;
type Props = { app: string; rules: Rule[]; onRule: (rule: Rule) => void };

/** Places in recorded requests that look private and that no rule hides, each with a rule in one click. */
export function LikelySecrets({ app, rules, onRule }: Props) {
  const may = useMay('editor');
  const query = useQuery({
    queryKey: ['app', app, 'likely-secrets'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/redaction/likely-secrets', { params: { path: { app } }, signal })),
    enabled: may,
    staleTime: 60_000,
  });
  if (!may) return null;
  return (
    <Panel label={t.likely} pad>
      <h2 className={c.heading}>{t.likely}</h2>
      <Loadable query={query} what={t.likely.toLowerCase()} height={120}>
        {({ documents, places }) => {
          const open = places.filter(({ target, path }) => {
            const rule: Rule = { target, path, action: 'mask' };
            return withRule(rules, rule) !== rules;
          });
          return (
            <>
              <p className={c.text}>
                {open.length === 0 ? t.noneLikely(documents) : t.likelyText(documents)}
              </p>
              <ul className={c.likely}>
                {open.map(({ target, path, looks, documents: n, endpoints }) => (
                  <li key={`${target}:${path}`}>
                    <span>
                      <code>{shown(path)}</code>
                      <small>
                        {t.targets[target]} · {t.looks[looks]} · {t.inDocuments(n)}
                        <span title={endpoints.map(shown).join('\n')}> · {endpoints.map(shown)[0]}</span>
                      </small>
                    </span>
                    <Button onClick={() => onRule({ target, path, action: 'mask' })}>
                      <IconPlus size={14} aria-hidden />
                      {t.maskIt}
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loadable>
    </Panel>
  );
}
