// Buttons that copy: <button type="button" data-copy hidden> the address of the page, data-copy="text" that text,
// data-copy-from="#id" what an element holds.
import { activate, html } from "./lib/dom.js";
import { t } from "./lib/messages.js";

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

function textFor(button) {
  const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  return from ? (from.value ?? from.textContent) : button.dataset.copy || location.href;
}

activate("button[data-copy], button[data-copy-from]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => copy(textFor(button), button));
});
