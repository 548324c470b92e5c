import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useApp } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Field, formClass } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { useToast } from '../../components/Toast';
import { copy } from '../../copy';
import { duration } from '../../lib/format';
import { useView } from '../../state/useView';
import { Permission } from '../../states/Permission';

const t = copy.pages.endpoints;

export function EndpointSettings({ endpoint }: { endpoint: Schema<'EndpointDetail'> }) {
  const { app } = useView();
  const cache = useQueryClient();
  const say = useToast();
  const inherited = useApp(app).data?.apdexMs;
  const save = useMutation({
    mutationFn: (apdexMs: number | null) =>
      answer(
        client.PATCH('/apps/{app}/endpoints/{id}', {
          params: { path: { app, id: endpoint.id } },
          body: { apdexMs },
        }),
      ),
    onSuccess: async () => {
      say(copy.common.saved);
      await cache.invalidateQueries({ queryKey: ['app', app] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const value = String(new FormData(event.currentTarget).get('threshold') ?? '');
    save.mutate(value === '' ? null : Number(value));
  };
  return (
    <Panel label={t.tabs.settings} pad>
      <Permission change="editor">
        <form className={formClass} onSubmit={submit} style={{ maxWidth: 360 }}>
          <Field
            label={t.threshold}
            hint={t.thresholdHint(duration(inherited))}
            name="threshold"
            type="number"
            min={1}
            max={600_000}
            defaultValue={endpoint.ownApdexMs ?? ''}
            {...(save.error && { error: save.error.message })}
          />
          <div>
            <Button type="submit" kind="primary" disabled={save.isPending}>
              {copy.common.save}
            </Button>
          </div>
        </form>
      </Permission>
    </Panel>
  );
}
