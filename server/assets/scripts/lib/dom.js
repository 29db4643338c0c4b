// Making elements, and finding those that a module enhances.

const SVG = "http://www.w3.org/2000/svg";

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An HTML element; null, undefined and false leave an attribute or a child out, "onclick" adds a listener. */
export function html(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

let last = 0;

/** An id that no other element of the page has. */
export function freshId(stem) {
  do last += 1;
  while (document.getElementById(`${stem}-${last}`));
  return `${stem}-${last}`;
}

/** Enhances each element of a selector. One that fails doesn't keep the others from it. */
export function activate(selector, enhance) {
  for (const element of document.querySelectorAll(selector)) {
    Promise.resolve()
      .then(() => enhance(element))
      .catch((error) => console.error(error));
  }
}

/** A function that runs once, some time after the last of many calls. */
export function settled(milliseconds, action) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}

/** Calls draw(width) now and whenever the width of an element has changed. */
export function onWidth(element, draw) {
  let drawn = 0;
  const redraw = () => {
    const width = Math.floor(element.clientWidth);
    if (width > 0 && width !== drawn) draw((drawn = width));
  };
  new ResizeObserver(redraw).observe(element);
  redraw();
}
