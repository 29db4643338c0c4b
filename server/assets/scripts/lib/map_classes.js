// How values of a map are classed, and the legend that says so.
import { scaleQuantile } from "#scales";
import { html } from "./dom.js";
import { numeral, t } from "./messages.js";

const STEPS = 5;

function named() {
  return {
    self: t("the jurisdiction that asks"),
    bound: t("bound"),
    unknown: t("not known"),
    "not-bound": t("not bound, by a list known to be complete"),
    "no-data": t("no data"),
  };
}

function byKind(places, texts) {
  const names = { ...named(), ...texts };
  const kindOf = ({ value }) => (value in names ? value : "no-data");
  const kinds = Object.keys(names).filter((kind) => places.some((place) => kindOf(place) === kind));
  const count = (kind) => places.filter((place) => kindOf(place) === kind).length;
  return {
    classOf: kindOf,
    textOf: (place) => names[kindOf(place)],
    entries: kinds.map((kind) => ({ kind, text: kind === "self" ? names[kind] : `${names[kind]} (${numeral(count(kind))})` })),
  };
}

function byNumber(places, texts) {
  const known = places.map(({ value }) => value).filter((value) => typeof value === "number");
  const distinct = [...new Set(known)].sort((first, second) => first - second);
  const steps = Math.min(STEPS, distinct.length);
  const scale = scaleQuantile(distinct, Array.from({ length: steps }, (_, step) => step));
  const level = (step) => (steps === 1 ? STEPS : Math.round((step * (STEPS - 1)) / (steps - 1)) + 1);
  const bounds = scale.range().map((step) => {
    const within = distinct.filter((value) => scale(value) === step);
    return [within[0], within.at(-1)].map(numeral);
  });
  const range = ([low, high]) => (low === high ? low : `${low} – ${high}`);
  return {
    classOf: ({ value }) => (typeof value === "number" ? `level-${level(scale(value))}` : "no-data"),
    textOf: ({ value }) => (typeof value === "number" ? numeral(value) : (texts["no-data"] ?? t("no data"))),
    entries: [
      ...bounds.map((bound, step) => ({ kind: `level-${level(step)}`, text: range(bound) })),
      known.length < places.length && { kind: "no-data", text: texts["no-data"] ?? t("no data") },
    ].filter(Boolean),
  };
}

/** {classOf(place), textOf(place), entries}: by kind for texts, by steps of equal number for numbers. */
export function classed(places, texts = {}) {
  return places.some(({ value }) => typeof value === "number") ? byNumber(places, texts) : byKind(places, texts);
}

export function legend(entries) {
  return html("ul", { class: "view-legend" }, ...entries.map(({ kind, text }) => html("li", { class: `key-${kind}` }, text)));
}
