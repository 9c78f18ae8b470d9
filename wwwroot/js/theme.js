// Runs before the first paint, so that a remembered theme never flashes, and tells the server the time zone in which to write times.
// Own file: the content security policy allows no inline script.
(() => {
  const key = "dwp-theme";
  const apply = choice => {
    if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
    else delete document.documentElement.dataset.theme;
  };
  const chosen = () => {
    try { return localStorage.getItem(key) ?? "system"; } catch { return "system"; }
  };
  window.dwp = window.dwp ?? {};
  window.dwp.theme = {
    chosen,
    choose(choice) {
      try { localStorage.setItem(key, choice); } catch { /* a browser without storage forgets, nothing else */ }
      apply(choice);
    },
  };
  apply(chosen());
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `dwp.zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
})();
