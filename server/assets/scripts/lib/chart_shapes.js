// The shapes of charts, as SVG.
import { scaleBand, scaleLinear, stack } from "#scales";
import { svg } from "./dom.js";
import { numeral } from "./messages.js";

const TOP = 12;
const HEIGHT = 300;
const FOOT = 26;
const LINE = 26; // one bar or dot that lies
const LETTER = 7;

function frame(width, height, title, ...children) {
  return svg("svg", { width, height, role: "img", "aria-label": title }, ...children);
}

/** For each series, the span that each label's value takes on top of those of the series before. */
function stacked({ labels, series }) {
  const rows = labels.map((_, row) => series.map(({ values }) => values[row] ?? 0));
  return stack().keys(series.map((_, index) => index))(rows);
}

function highest(layers) {
  return Math.max(1, ...layers.flat().map(([, end]) => end));
}

/** Every so many labels that they stand apart, on round ones where they are numbers. */
function spaced(labels, room) {
  const step = [1, 2, 5, 10, 20, 25, 50].find((every) => every * room >= 40) ?? 100;
  const numbers = labels.every((label) => !Number.isNaN(Number(label)));
  const width = numbers && labels.length > 1 ? Number(labels[1]) - Number(labels[0]) : 1;
  return labels.filter((label, index) => (numbers ? Math.round(Number(label) / width) % step === 0 : index % step === 0));
}

/** Standing bars, stacked by series. With ends, each stands for the span from its label to its end. */
export function drawColumns({ labels, ends, series }, width, title) {
  const layers = stacked({ labels, series });
  const y = scaleLinear([0, highest(layers)], [HEIGHT, TOP]).nice(5);
  const ticks = y.ticks(5).filter(Number.isInteger);
  const left = numeral(ticks.at(-1)).length * LETTER + 12;
  const x = scaleBand(labels, [left, width - 14]).paddingInner(ends ? 0.04 : 0.18);
  const at = (label) => x(label) + (ends ? 0 : x.bandwidth() / 2);
  const named = (row) => (ends ? `${labels[row]} – ${ends[row]}` : labels[row]);
  return frame(
    width, HEIGHT + FOOT, title,
    ...ticks.map((tick) => svg("line", { class: "grid", x1: left, x2: width, y1: y(tick), y2: y(tick) })),
    ...ticks.map((tick) => svg("text", { x: left - 8, y: y(tick) + 4, "text-anchor": "end" }, numeral(tick))),
    ...spaced(labels, x.step()).map((label) =>
      svg("text", { x: at(label), y: HEIGHT + 19, "text-anchor": ends && at(label) < left + 4 ? "start" : "middle" }, label),
    ),
    ...layers.map((layer, index) =>
      svg("g", { class: `series-${(index % 6) + 1}` }, ...layer.map(([start, end], row) =>
        end > start &&
        svg("rect", { x: x(labels[row]), y: y(end), width: x.bandwidth(), height: Math.max(y(start) - y(end) - (index ? 1 : 0), 0.5) },
          svg("title", {}, `${named(row)}: ${series[index].name} ${numeral(end - start)}`))))),
  );
}

function lying(labels, width) {
  const longest = Math.max(...labels.map((label) => label.length)) * LETTER + 12;
  const narrow = width < 480;
  const left = narrow ? 0 : Math.min(longest, width * 0.4);
  return { left, narrow, line: narrow ? LINE + 16 : LINE };
}

function label(text, row, { left, narrow, line }) {
  const letters = Math.floor((narrow ? 999 : left - 12) / LETTER);
  const short = text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
  const place = narrow ? { x: 0, y: row * line + 13 } : { x: left - 12, y: row * line + 18, "text-anchor": "end" };
  return svg("text", { ...place, class: "label" }, short);
}

/** Lying bars, one for each label, stacked by series, with the sum at the end. */
export function drawBars({ labels, series }, width, title) {
  const layers = stacked({ labels, series });
  const size = lying(labels, width);
  const x = scaleLinear([0, highest(layers)], [size.left, width - 48]);
  const top = (row) => row * size.line + size.line - LINE + 5;
  const sums = labels.map((_, row) => layers.at(-1)[row][1]);
  return frame(
    width, labels.length * size.line + 6, title,
    ...labels.map((text, row) => label(text, row, size)),
    ...layers.map((layer, index) =>
      svg("g", { class: `series-${(index % 6) + 1}` }, ...layer.map(([start, end], row) =>
        end > start &&
        svg("rect", { x: x(start), y: top(row), width: Math.max(x(end) - x(start) - 1, 1), height: LINE - 10, rx: 1 },
          svg("title", {}, `${labels[row]}: ${series[index].name} ${numeral(end - start)}`))))),
    ...sums.map((sum, row) => svg("text", { x: x(sum) + 6, y: top(row) + 13 }, numeral(sum))),
  );
}

/** Dots on lines, one line for each label, one dot for each series. */
export function drawDots({ labels, series }, width, title) {
  const size = lying(labels, width);
  const values = series.flatMap((each) => each.values).filter((value) => value !== null);
  const x = scaleLinear([Math.min(0, ...values), Math.max(1, ...values)], [size.left + 6, width - 24]).nice(5);
  const height = labels.length * size.line;
  const middle = (row) => row * size.line + size.line - LINE / 2;
  const ticks = x.ticks(Math.max(2, Math.floor((width - size.left) / 90)));
  return frame(
    width, height + FOOT, title,
    ...ticks.map((tick) => svg("line", { class: "grid", x1: x(tick), x2: x(tick), y1: 0, y2: height })),
    ...ticks.map((tick) => svg("text", { x: x(tick), y: height + 19, "text-anchor": "middle" }, numeral(tick))),
    ...labels.map((text, row) => label(text, row, size)),
    ...series.map((each, index) =>
      svg("g", { class: `series-${(index % 6) + 1}` }, ...each.values.map((value, row) =>
        value !== null &&
        svg("circle", { cx: x(value), cy: middle(row), r: 5 }, svg("title", {}, `${labels[row]}: ${each.name} ${numeral(value)}`))))),
  );
}
