import type { ComponentProps } from 'react';
import c from './ui.module.css';

type Kind = 'primary' | 'danger' | 'quiet';
type Props = ComponentProps<'button'> & { kind?: Kind };

export const Button = ({ kind, className = '', type = 'button', ...rest }: Props) => (
  <button type={type} className={`${c.control} ${className}`} data-kind={kind} {...rest} />
);

/** A square button that shows only an icon; the label is its name and its tooltip. */
export const IconButton = ({ label, ...rest }: Props & { label: string }) => (
  <Button data-icon aria-label={label} title={label} {...rest} />
);

export const controlClass = c.control;
