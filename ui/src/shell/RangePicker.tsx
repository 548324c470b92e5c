import { Popover } from '@mantine/core';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../components/Button';
import { Choice, Field } from '../components/Field';
import ui from '../components/ui.module.css';
import { copy } from '../copy';
import { dateTime, fromField, isoMinute, span, toField } from '../lib/time';
import { DEFAULT_RANGE, type RangeName, RANGES, stepChoices, type Window } from '../state/range';
import { useView, type View } from '../state/useView';
import c from './shell.module.css';

const short = (at: number, zone: string): string => dateTime(at, zone).slice(0, -3);

/** Named ranges, any range by date, and the length of a bar. */
export function RangePicker() {
  const view = useView();
  const [open, setOpen] = useState(false);
  const window = view.windowNow();
  const fixed = view.search.from !== undefined && view.search.to !== undefined;
  const range = view.search.range ?? DEFAULT_RANGE;
  const label = fixed
    ? `${short(window.from, view.zone)} – ${short(window.to, view.zone)}`
    : copy.ranges[range];
  const pick = (name: RangeName) => {
    view.set({
      range: name === DEFAULT_RANGE ? undefined : name,
      from: undefined,
      to: undefined,
      step: undefined,
    });
    setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-end" shadow="md">
      <Popover.Target>
        <Button title={copy.header.range} onClick={() => setOpen(!open)}>
          <IconCalendar size={14} aria-hidden />
          {label}
          <span className={ui.dim}>{span(window.step)}</span>
          <IconChevronDown size={13} aria-hidden />
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={c.ranges}>
          <div className={c.names}>
            {RANGES.map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={!fixed && name === range}
                onClick={() => pick(name)}
              >
                {copy.ranges[name]}
              </button>
            ))}
          </div>
          <CustomRange key={label} view={view} window={window} onDone={() => setOpen(false)} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function CustomRange({ view, window, onDone }: { view: View; window: Window; onDone: () => void }) {
  const [problem, setProblem] = useState('');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const from = fromField(String(form.get('from')), view.zone);
    const to = fromField(String(form.get('to')), view.zone);
    if (from === undefined || to === undefined || to <= from) {
      setProblem(copy.header.badRange);
      return;
    }
    view.set({ from: isoMinute(from), to: isoMinute(to), range: undefined, step: undefined });
    onDone();
  };
  return (
    <form className={c.custom} onSubmit={submit}>
      <Field
        label={`${copy.header.from} (${view.zone})`}
        name="from"
        type="datetime-local"
        required
        defaultValue={toField(window.from, view.zone)}
      />
      <Field
        label={copy.header.to}
        name="to"
        type="datetime-local"
        required
        defaultValue={toField(window.to, view.zone)}
        {...(problem && { error: problem })}
      />
      <Button type="submit" kind="primary">
        {copy.header.apply}
      </Button>
      <Choice
        label={copy.header.bucket}
        value={view.search.step ?? ''}
        onChange={(event) => view.set({ step: event.target.value || undefined })}
      >
        <option value="">{copy.header.automatic}</option>
        {stepChoices(window.to - window.from).map((step) => (
          <option key={step} value={step}>
            {span(step)}
          </option>
        ))}
      </Choice>
    </form>
  );
}
