// Buttons that copy: <button type="button" data-copy hidden> the address of the page, data-copy="text" that text,
// data-copy-from="#id" what an element holds.
import { activate } from "./lib/dom.js";
import { copy } from "./lib/copy.js";

function textFor(button) {
  const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  return from ? (from.value ?? from.textContent) : button.dataset.copy || location.href;
}

activate("button[data-copy], button[data-copy-from]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => copy(textFor(button), button));
});
