// Lines that fill what is uncertain.
import { svg } from "./dom.js";

/** A pattern of slanted lines; its colours come from the style sheet. */
export function hatching(id) {
  return svg(
    "pattern",
    { id, class: "hatching", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { width: 5, height: 5 }),
    svg("line", { x1: 1, x2: 1, y1: 0, y2: 5 }),
  );
}
