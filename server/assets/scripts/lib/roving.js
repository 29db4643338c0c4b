// One tab stop for many elements: arrows, Home and End, and letters move within (ARIA: roving tabindex).
import { folded } from "./messages.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Elements in the order in which arrows visit them; nameOf tells what a typed letter is compared with. */
export function roving(container, elements, nameOf) {
  let current = 0;
  const stop = (index) => {
    elements[current].setAttribute("tabindex", "-1");
    elements[(current = index)].setAttribute("tabindex", "0");
  };
  const go = (index) => {
    stop((index + elements.length) % elements.length);
    elements[current].focus();
  };
  const byLetter = (letter) => {
    const after = elements.map((_, step) => (current + 1 + step) % elements.length);
    return after.find((index) => folded(nameOf(elements[index])).startsWith(folded(letter)));
  };
  for (const element of elements) element.setAttribute("tabindex", "-1");
  if (elements.length) stop(0);
  container.addEventListener("focusin", ({ target }) => {
    const index = elements.indexOf(target);
    if (index >= 0) stop(index);
  });
  container.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !elements.includes(event.target)) return;
    const letter = event.key.length === 1 && event.key !== " " ? byLetter(event.key) : undefined;
    const next = event.key in STEPS ? current + STEPS[event.key] : { Home: 0, End: elements.length - 1 }[event.key] ?? letter;
    if (next === undefined) return;
    event.preventDefault();
    go(next);
  });
}
