import { useEnvironments } from '../api/workspace';
import { shown } from '../lib/text';
import { useView } from '../state/useView';
import { Choice } from './Field';

type Props = { label: string; all: string; value?: string | null | undefined };

/** One environment of the app, or all of them. */
export function EnvironmentChoice({ label, all, value }: Props) {
  const { app } = useView();
  const items = useEnvironments(app).data?.items;
  return (
    // Anew once they are there: what is chosen must be among the options from the start.
    <Choice key={String(items === undefined)} label={label} name="environment" defaultValue={value ?? ''}>
      <option value="">{all}</option>
      {items?.map(({ name }) => (
        <option key={name} value={name}>
          {shown(name)}
        </option>
      ))}
    </Choice>
  );
}
