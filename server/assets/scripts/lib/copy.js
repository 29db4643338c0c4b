// Copying to the clipboard.
import { html } from "./dom.js";
import { t } from "./messages.js";

const SECONDS = 2;

/** Copies a text, and says so on the button for a moment and to screen readers. */
export async function copy(text, button) {
  const told = button.nextElementSibling?.matches(".copied") ? button.nextElementSibling : html("span", { class: "copied", role: "status" });
  if (!told.isConnected) button.after(told);
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = t("Copied");
  } catch {
    told.textContent = t("Copying is not allowed here");
  }
  setTimeout(() => (told.textContent = ""), SECONDS * 1000);
}
