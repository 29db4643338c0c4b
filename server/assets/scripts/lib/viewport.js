// Zoom and pan of a drawing by buttons and by dragging. The wheel stays with the page.
import { html } from "./dom.js";
import { t } from "./messages.js";

const STEP = 1.8;
const MOST = 40;
const DRAG_FROM = 4; // pixels; less is a click

/**
 * Moves a layer of an SVG with the viewBox 0 0 width height. changed(scale) is called with pixels of the screen
 * for each unit of the layer, after each change of zoom or size. Returns the buttons, and what moves the layer.
 */
export function viewport(picture, layer, [width, height], changed) {
  let [zoom, left, top] = [1, 0, 0];
  const controls = html("div", { class: "view-controls", role: "group", "aria-label": t("Zoom and move") });
  const button = (text, name, action, when) => {
    const made = html("button", { type: "button", "aria-label": name, title: name, class: when, onclick: action }, text);
    controls.append(made);
  };

  const apply = () => {
    left = Math.min(0, Math.max(left, width - width * zoom));
    top = Math.min(0, Math.max(top, height - height * zoom));
    layer.setAttribute("transform", `translate(${left} ${top}) scale(${zoom})`);
    picture.classList.toggle("zoomed", zoom > 1);
    controls.classList.toggle("zoomed", zoom > 1);
    if (picture.clientWidth) changed((zoom * picture.clientWidth) / width); // none while hidden
  };
  const zoomTo = (next, x = width / 2, y = height / 2) => {
    next = Math.min(MOST, Math.max(1, next));
    left = x - ((x - left) * next) / zoom;
    top = y - ((y - top) * next) / zoom;
    zoom = next;
    apply();
  };
  const moveBy = (x, y) => {
    left += x;
    top += y;
    apply();
  };

  button("+", t("Zoom in"), () => zoomTo(zoom * STEP));
  button("−", t("Zoom out"), () => zoomTo(zoom / STEP));
  button("←", t("Move left"), () => moveBy(width / 4, 0), "when-zoomed");
  button("↑", t("Move up"), () => moveBy(0, height / 4), "when-zoomed");
  button("↓", t("Move down"), () => moveBy(0, -height / 4), "when-zoomed");
  button("→", t("Move right"), () => moveBy(-width / 4, 0), "when-zoomed");
  button("⟲", t("Show all"), () => zoomTo(1), "when-zoomed");
  dragging(picture, () => zoom > 1, (x, y) => moveBy((x * width) / picture.clientWidth, (y * width) / picture.clientWidth));
  new ResizeObserver(apply).observe(picture);
  return {
    controls,
    reset: () => zoomTo(1),
    /** Brings a point of the layer into view. */
    reveal([x, y]) {
      const [px, py] = [x * zoom + left, y * zoom + top];
      if (px < width * 0.05 || px > width * 0.95 || py < height * 0.05 || py > height * 0.95) {
        moveBy(width / 2 - px, height / 2 - py);
      }
    },
  };
}

function dragging(picture, allowed, move) {
  let from = null;
  let dragged = false;
  picture.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (allowed() && event.button === 0) from = [event.clientX, event.clientY];
  });
  picture.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [x, y] = [event.clientX - from[0], event.clientY - from[1]];
    if (!dragged && Math.hypot(x, y) < DRAG_FROM) return;
    if (!dragged) picture.setPointerCapture(event.pointerId);
    dragged = true;
    from = [event.clientX, event.clientY];
    move(x, y);
  });
  for (const name of ["pointerup", "pointercancel"]) picture.addEventListener(name, () => (from = null));
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  picture.addEventListener("click", (event) => dragged && event.preventDefault(), true);
}
