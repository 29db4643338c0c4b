// A timeline above a table of periods: <table data-timeline>, whose rows hold <time data-role="from|until|signed">.
import { scaleUtc } from "#scales";
import { activate, freshId, html, onWidth, svg } from "./lib/dom.js";
import { isoDay, today } from "./lib/dates.js";
import { hatching } from "./lib/hatching.js";
import { numeral, t } from "./lib/messages.js";
import { periodOf } from "./lib/periods.js";

const ROW = 24;
const BAR = 10;
const AXIS = 28;
const YEAR = 365.25 * 86_400_000;

function domainOf(periods, now) {
  const days = periods.flatMap(({ signed, segments }) => [signed, ...segments.flatMap((part) => [part.from, part.until])]);
  const known = days.filter((day) => day !== null);
  const [first, last] = [Math.min(now, ...known), Math.max(now, ...known)];
  const pad = Math.max((last - first) * 0.03, YEAR / 2);
  return [first - pad, last + pad];
}

const LETTER = 7.2; // the mean width of a letter, in pixels

function measures(width, periods) {
  const narrow = width < 560;
  const longest = Math.max(...periods.map(({ label }) => label.length));
  const left = narrow ? 0 : Math.min(longest * LETTER + 20, Math.round(width * 0.3));
  return { width, narrow, left, row: narrow ? ROW + 16 : ROW };
}

/** A label cut to the room that it has; the whole is in the title and in the table. */
function fitted(label, room) {
  const letters = Math.floor(room / LETTER);
  return label.length > letters ? `${label.slice(0, letters - 1)}…` : label;
}

function axis(scale, { width, left }, now) {
  const ticks = scale.ticks(Math.max(2, Math.floor((width - left) / 90)));
  const years = new Intl.DateTimeFormat("en", { year: "numeric", timeZone: "UTC" });
  const at = scale(now);
  return svg(
    "svg",
    { class: "timeline-axis", width, height: AXIS, "aria-hidden": "true" },
    ...ticks
      .filter((tick) => Math.abs(scale(tick) - at) > 46 && scale(tick) < width - 16)
      .map((tick) => svg("text", { x: scale(tick), y: 18, "text-anchor": "middle" }, years.format(tick))),
    svg("text", { class: "today", x: Math.min(at, width - 2), y: 18, "text-anchor": at > width - 40 ? "end" : "middle" }, t("today")),
  );
}

function bar(part, scale, y, hatch) {
  const [begin, end] = scale.range();
  const x = part.from === null ? begin : scale(part.from);
  const width = Math.max((part.until === null ? end : scale(part.until)) - x, 1.5);
  const fill = part.certain ? null : `url(#${hatch})`;
  return svg("rect", { class: part.certain ? "certain" : "uncertain", x, y, width, height: BAR, rx: 2, fill });
}

function row(period, index, scale, size, hatch, now) {
  const top = index * size.row;
  const y = top + size.row - (ROW + BAR) / 2;
  const text = size.narrow
    ? { x: 2, y: top + 13 }
    : { x: size.left - 14, y: y + BAR - 1, "text-anchor": "end" };
  const last = period.segments.at(-1)?.until ?? null;
  return svg(
    "g",
    { class: last !== null && last <= now ? "past" : null },
    svg("title", {}, [period.label, ...period.dates.filter(Boolean)].join(" · ")),
    svg("rect", { class: "hover", x: 0, y: top, width: size.width, height: size.row }),
    svg("text", text, fitted(period.label, size.narrow ? size.width : size.left - 16)),
    ...period.segments.map((part) => bar(part, scale, y, hatch)),
    period.signed === null ? null : svg("circle", { class: "signed", cx: scale(period.signed), cy: y + BAR / 2, r: 3.5 }),
  );
}

function body(periods, scale, size, now) {
  const hatch = freshId("hatch");
  const height = periods.length * size.row;
  const grid = scale.ticks(Math.max(2, Math.floor((size.width - size.left) / 90)));
  return svg(
    "svg",
    {
      class: "timeline-body", width: size.width, height, role: "img",
      "aria-label": t("Timeline of {count} rows, until {day}; the table below has the same dates", {
        count: numeral(periods.length), day: isoDay(now),
      }),
    },
    svg("defs", {}, hatching(hatch)),
    ...grid.map((tick) => svg("line", { class: "grid", x1: scale(tick), x2: scale(tick), y1: 0, y2: height })),
    ...periods.map((period, index) => row(period, index, scale, size, hatch, now)),
    svg("line", { class: "today", x1: scale(now), x2: scale(now), y1: 0, y2: height }),
  );
}

function legend(periods) {
  const parts = periods.flatMap(({ segments }) => segments);
  const entry = (kind, text) => html("li", { class: `key-${kind}` }, text);
  return html(
    "ul",
    { class: "view-legend" },
    entry("certain", t("certainly in force")),
    parts.some((part) => !part.certain) ? entry("uncertain", t("perhaps in force")) : null,
    periods.some(({ signed }) => signed !== null) ? entry("signed", t("signed")) : null,
  );
}

/** Draws the rows that a table shows above it, and again when they are sorted or filtered. */
export function addTimeline(table) {
  const scroll = html("div", { class: "timeline-scroll" });
  const figure = html("div", { class: "view-timeline" }, scroll);
  const now = table.dataset.today ? Date.parse(table.dataset.today) : today();
  const every = [...table.tBodies[0].rows].map(periodOf);
  if (!every.some(({ segments, signed }) => segments.length || signed !== null)) return;
  const domain = domainOf(every, now);
  const draw = (width) => {
    const periods = [...table.tBodies[0].rows].filter((line) => !line.hidden).map(periodOf);
    const size = measures(width, every);
    const scale = scaleUtc(domain, [size.left, width]);
    scroll.replaceChildren(axis(scale, size, now), body(periods, scale, size, now));
    const tall = scroll.scrollHeight > scroll.clientHeight + 1;
    for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", t("Timeline")]]) {
      if (tall) scroll.setAttribute(name, value);
      else scroll.removeAttribute(name);
    }
  };
  figure.append(legend(every));
  (table.closest("[data-frame]") ?? table).before(figure);
  onWidth(scroll, draw);
  table.addEventListener("rows-changed", () => draw(Math.floor(scroll.clientWidth)));
}

activate("table[data-timeline]", addTimeline);
