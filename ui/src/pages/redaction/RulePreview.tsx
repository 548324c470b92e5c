import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { errorClass } from '../../components/Field';
import { copyRedaction } from '../../copy/redaction';
import { shown } from '../../lib/text';
import c from './redaction.module.css';

const t = copyRedaction;

/** What a rule would do to the newest stored requests, and what it costs. */
type Props = { app: string; rule: Schema<'SdkRedactionRule'>; auto: boolean; hits: string };

export function RulePreview({ app, rule, auto, hits }: Props) {
  const preview = useMutation({
    mutationFn: () =>
      answer(client.POST('/apps/{app}/redaction/preview', { params: { path: { app } }, body: rule })),
  });
  const { mutate } = preview;
  useEffect(() => {
    if (auto) mutate();
  }, [auto, mutate]);
  const found = preview.data;
  return (
    <div className={c.preview}>
      <Button kind="quiet" disabled={!rule.path || preview.isPending} onClick={() => preview.mutate()}>
        {t.preview}
      </Button>
      <small>{hits}</small>
      <span role="status">
        {found && t.previewed(found.matched, found.documents, found.microsPerDocument)}{' '}
        {found?.examples.map((example) => (
          <Link key={example.id} to={`/a/${app}/requests/${example.id}`}>
            {shown(`${example.method} ${example.route}`)}
          </Link>
        ))}
      </span>
      {preview.error && <span className={errorClass}>{preview.error.message}</span>}
    </div>
  );
}
