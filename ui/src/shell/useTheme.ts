import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';

export function useTheme() {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return {
    scheme,
    set: setColorScheme,
    toggle: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
  };
}
