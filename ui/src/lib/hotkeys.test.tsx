import { hotkeyListener, keyName } from './hotkeys';

function press(listener: (event: KeyboardEvent) => void, key: string, target: EventTarget = document.body) {
  const event = new KeyboardEvent('keydown', { key, cancelable: true });
  Object.defineProperty(event, 'target', { value: target });
  listener(event);
}

test('hotkeys_sequence_runsTheSecondKeysAction', () => {
  const seen: string[] = [];
  const listener = hotkeyListener(
    () => ({ 'g t': () => seen.push('traffic'), t: () => seen.push('theme') }),
    () => true,
  );
  press(listener, 'g');
  press(listener, 't');
  press(listener, 't');
  expect(seen).toEqual(['traffic', 'theme']);
});
test('hotkeys_whileTyping_areOff', () => {
  const action = vi.fn();
  press(
    hotkeyListener(
      () => ({ t: action }),
      () => true,
    ),
    't',
    document.createElement('input'),
  );
  expect(action).not.toHaveBeenCalled();
});
test('hotkeys_switchedOff_keepChords', () => {
  const action = vi.fn();
  const listener = hotkeyListener(
    () => ({ t: action, 'Mod+k': action }),
    () => false,
  );
  press(listener, 't');
  listener(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }));
  expect(action).toHaveBeenCalledTimes(1);
});
test('keyName_commandAndControl_areTheSame', () =>
  expect(keyName({ key: 'K', ctrlKey: false, metaKey: true })).toBe('Mod+k'));
