import { Menu, Popover } from '@mantine/core';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../components/Button';
import { Field } from '../components/Field';
import ui from '../components/ui.module.css';
import { copy } from '../copy';
import { dateTime, fromField, isoMinute, span, toField } from '../lib/time';
import { DEFAULT_RANGE, RANGES, stepChoices } from '../state/range';
import { useView, type View } from '../state/useView';
import c from './shell.module.css';

const short = (at: number, zone: string): string => dateTime(at, zone).slice(0, -3);

export function RangePicker() {
  const view = useView();
  const window = view.windowAt(Date.now());
  const fixed = view.search.from && view.search.to;
  const label = fixed
    ? `${short(window.from, view.zone)} – ${short(window.to, view.zone)}`
    : copy.ranges[view.search.range ?? DEFAULT_RANGE];
  const [custom, setCustom] = useState(false);
  return (
    <Popover opened={custom} onChange={setCustom} trapFocus position="bottom-end" shadow="md">
      <Popover.Target>
        <span>
          <Menu shadow="md" position="bottom-end" width={210}>
            <Menu.Target>
              <Button title={copy.header.range}>
                <IconCalendar size={14} aria-hidden />
                {label}
                <span className={ui.dim}>{span(window.step)}</span>
                <IconChevronDown size={13} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
              {RANGES.map((range) => (
                <Menu.Item
                  key={range}
                  onClick={() =>
                    view.set({
                      range: range === DEFAULT_RANGE ? undefined : range,
                      from: undefined,
                      to: undefined,
                      step: undefined,
                    })
                  }
                >
                  {copy.ranges[range]}
                </Menu.Item>
              ))}
              <Menu.Item onClick={() => setCustom(true)}>{copy.header.custom}</Menu.Item>
              <StepItems view={view} spanMillis={window.to - window.from} />
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <CustomRange key={label} view={view} onDone={() => setCustom(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function StepItems({ view, spanMillis }: { view: View; spanMillis: number }) {
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{copy.header.bucket}</Menu.Label>
      <Menu.Item onClick={() => view.set({ step: undefined })}>{copy.header.automatic}</Menu.Item>
      {stepChoices(spanMillis).map((step) => (
        <Menu.Item key={step} onClick={() => view.set({ step: String(step) })}>
          {span(step)}
        </Menu.Item>
      ))}
    </>
  );
}

function CustomRange({ view, onDone }: { view: View; onDone: () => void }) {
  const window = view.windowAt(Date.now());
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
    </form>
  );
}
