/* Runs before the first paint, so a dark page never flashes light. A file of its own: inline scripts are forbidden. */
(function () {
  var scheme = 'auto';
  try {
    scheme = localStorage.getItem('gh-theme') || 'auto';
  } catch {
    /* storage may be switched off: follow the system */
  }
  var dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
