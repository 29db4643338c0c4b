// Light, dark, or as the system has it. Loaded in the head without defer, so that no page flashes in the wrong one.
(() => {
  const KEY = "theme";
  const root = document.documentElement;
  const saved = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is barred; the choice then lasts for this page
    }
  };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  const save = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // as above
    }
  };
  apply(saved());
  document.addEventListener("DOMContentLoaded", () => {
    for (const choice of document.querySelectorAll("select[data-theme-choice]")) {
      choice.value = root.dataset.theme ?? "auto";
      choice.closest("[data-needs-script]")?.removeAttribute("hidden");
      choice.addEventListener("change", () => {
        apply(choice.value);
        save(choice.value);
      });
    }
  });
})();
