import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';

export function useTheme() {
  // Switching transitions off would need a <style> element, which the content security policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const scheme = useComputedColorScheme('light');
  return {
    scheme,
    set: setColorScheme,
    toggle: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
  };
}
