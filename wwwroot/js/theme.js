// Runs before the first paint and sets the chosen theme, or else the system's. A classic script in the head, so that
// nothing is painted before it has run; the block limits the scope of its names.
{
  const key = 'wc-theme';
  const system = matchMedia('(prefers-color-scheme: dark)');

  const chosen = () => {
    try { return localStorage.getItem(key); } catch { return null; }
  };

  const apply = () => {
    const theme = chosen() ?? (system.matches ? 'dark' : 'light');
    document.documentElement.dataset.theme = theme;
    document.dispatchEvent(new CustomEvent('wc-theme', { detail: theme }));
  };

  const choose = theme => {
    try {
      if (theme === 'system') localStorage.removeItem(key);
      else localStorage.setItem(key, theme);
    } catch { /* A browser that keeps nothing follows the system. */ }
    apply();
  };

  system.addEventListener('change', apply);
  addEventListener('storage', event => { if (event.key === key) apply(); });
  // The switch needs no server: any element with data-theme-choice sets the theme.
  document.addEventListener('click', event => {
    const choice = event.target.closest?.('[data-theme-choice]')?.dataset.themeChoice;
    if (choice) choose(choice);
  });
  apply();
}
