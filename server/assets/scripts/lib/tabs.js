// Tabs, by the pattern of the ARIA Authoring Practices: arrows move, and moving chooses.
import { freshId, html } from "./dom.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** Tabs over [{name, fill(panel)}]; fill is called once, when its tab is first chosen. */
export function tabs(label, entries) {
  const panels = entries.map(() => html("div", { role: "tabpanel", id: freshId("panel"), hidden: true }));
  const filled = new Set();
  const choose = (index, focus) => {
    buttons.forEach((button, each) => {
      button.setAttribute("aria-selected", String(each === index));
      button.tabIndex = each === index ? 0 : -1;
      panels[each].hidden = each !== index;
    });
    if (focus) buttons[index].focus();
    if (filled.has(index)) return;
    filled.add(index);
    entries[index].fill(panels[index]);
  };
  const buttons = entries.map(({ name }, index) => {
    const button = html("button", { type: "button", role: "tab", id: freshId("tab"), "aria-controls": panels[index].id, onclick: () => choose(index) }, name);
    panels[index].setAttribute("aria-labelledby", button.id);
    return button;
  });
  const list = html("div", { class: "view-tabs", role: "tablist", "aria-label": label }, ...buttons);
  list.addEventListener("keydown", (event) => {
    const current = buttons.indexOf(event.target);
    const next = event.key in STEPS ? (current + STEPS[event.key] + buttons.length) % buttons.length : { Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    choose(next, true);
  });
  const element = html("div", {}, list, ...panels);
  return { element, start: () => choose(0) };
}
