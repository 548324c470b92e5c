/** Single keys and two-key sequences such as `g t`. */

export type Hotkeys = Record<string, () => void>;
const SEQUENCE_MILLIS = 1000;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const isModal = (): boolean => document.querySelector('dialog[open], [role=menu]') !== null;

export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>): string {
  const modifier = event.ctrlKey || event.metaKey ? 'Mod+' : '';
  return modifier + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

/**
 * A key listener for the whole page. Off while typing, except Escape and chords with Ctrl or Command;
 * `single()` tells whether single keys are switched on in the profile.
 */
export function hotkeyListener(keys: () => Hotkeys, single: () => boolean): (event: KeyboardEvent) => void {
  let prefix = '';
  let pressedAt = 0;
  return (event) => {
    if (event.defaultPrevented || event.altKey || isModal()) return;
    const name = keyName(event);
    const isChord = name.startsWith('Mod+');
    if (!isChord && (isTyping(event.target) || !single())) return;
    const map = keys();
    const sequence = event.timeStamp - pressedAt < SEQUENCE_MILLIS ? `${prefix} ${name}` : '';
    const action = map[sequence] ?? map[name];
    prefix = action ? '' : name;
    pressedAt = event.timeStamp;
    if (!action) return;
    event.preventDefault();
    action();
  };
}

/** Moves the focus between the rows of the page's lists. */
export function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const index = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[index < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, index + step))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
