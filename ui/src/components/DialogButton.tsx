import { IconPlus } from '@tabler/icons-react';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { Button } from './Button';
import { Confirm } from './Confirm';

type Props = Omit<ComponentProps<typeof Button>, 'onClick' | 'children'> & {
  label: string;
  icon?: ReactNode;
  /** The dialog; `close` takes it away. */
  children: (close: () => void) => ReactNode;
};

/** A button and the dialog that it opens. */
export function DialogButton({ label, icon, children, ...button }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {icon}
        {label}
      </Button>
      {isOpen && children(() => setOpen(false))}
    </>
  );
}

/** The main button of a page: opens the form of something new. */
export const AddButton = (props: Props) => (
  <DialogButton kind="primary" icon={<IconPlus size={14} aria-hidden />} {...props} />
);

type Change = ComponentProps<typeof Confirm>['change'] & object;
type Removal = {
  label: string;
  /** What is lost. */
  text: string;
  change: Change & { mutate: (nothing: undefined, options: { onSuccess: () => void }) => void };
} & Pick<ComponentProps<typeof Button>, 'kind' | 'disabled'>;

/** Removes something once that is confirmed. */
export const RemoveButton = ({ label, text, change, kind = 'danger', disabled }: Removal) => (
  <DialogButton label={label} kind={kind} disabled={disabled}>
    {(close) => (
      <Confirm
        title={label}
        text={text}
        action={label}
        change={change}
        onConfirm={() => change.mutate(undefined, { onSuccess: close })}
        onClose={close}
      />
    )}
  </DialogButton>
);
