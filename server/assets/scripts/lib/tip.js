// One tooltip for a view: follows the pointer, or stands at what has the focus. Hidden from screen readers,
// which get the same from the name of the element.
import { html } from "./dom.js";

/** A tooltip within a positioned element. Its lines: the first is the heading. */
export function tooltip(stage) {
  const box = html("div", { class: "view-tip", "aria-hidden": "true", hidden: true });
  stage.append(box);
  const place = (x, y) => {
    const left = Math.min(Math.max(x, box.offsetWidth / 2 + 4), stage.clientWidth - box.offsetWidth / 2 - 4);
    const above = y - box.offsetHeight - 12;
    box.style.transform = `translate(${left}px, ${above > 0 ? above : y + 18}px) translateX(-50%)`;
  };
  return {
    show([heading, ...lines], x, y) {
      box.replaceChildren(html("strong", {}, heading), ...lines.filter(Boolean).map((line) => html("span", {}, line)));
      box.hidden = false;
      place(x, y);
    },
    showAt(lines, element) {
      const [outer, inner] = [stage.getBoundingClientRect(), element.getBoundingClientRect()];
      this.show(lines, inner.x + inner.width / 2 - outer.x, inner.y - outer.y);
    },
    hide() {
      box.hidden = true;
    },
  };
}
