// What of a network is shown: kinds, a region, a day.
import { freshId, html } from "./dom.js";
import { t } from "./messages.js";

function kindBoxes(kinds, change) {
  if (kinds.length < 2) return [null, () => () => true];
  const boxes = kinds.map(([kind]) => html("input", { type: "checkbox", value: kind, checked: true, onchange: change }));
  const field = html(
    "fieldset",
    {},
    html("legend", {}, t("Kind")),
    ...kinds.map(([, text], index) => html("label", {}, boxes[index], ` ${text}`)),
  );
  return [field, () => {
    const chosen = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
    return ({ kind }) => chosen.has(kind);
  }];
}

function regionChoice(regions, change) {
  if (regions.length < 2) return [null, () => ""];
  const choice = html(
    "select",
    { id: freshId("region"), onchange: change },
    html("option", { value: "" }, t("all regions")),
    ...regions.map((region) => html("option", { value: region }, region)),
  );
  return [html("div", {}, html("label", { for: choice.id }, t("Region")), choice), () => choice.value];
}

function othersBox(change) {
  const box = html("input", { type: "checkbox", onchange: change });
  return [html("label", {}, box, ` ${t("also those not in force")}`), () => box.checked];
}

function yearRange({ years, date }, change) {
  if (!years) return [null, () => null];
  const [first, last] = years;
  const range = html("input", { type: "range", id: freshId("year"), min: first, max: last, value: Number(date?.slice(0, 4) ?? last) });
  const day = () => (date?.startsWith(range.value) ? date : `${range.value}-12-31`);
  const told = html("output", { for: range.id }, day());
  range.addEventListener("input", () => {
    told.textContent = day();
    change();
  });
  return [html("div", { class: "map-time" }, html("label", { for: range.id }, t("In force on")), range, told), day];
}

/** {form, chosen()}: chosen gives {kept(edge), region, day, others}; change is called when it differs. */
export function filters(data, change) {
  const kinds = [...new Map(data.edges.map(({ kind, kindLabel }) => [kind, kindLabel ?? kind]))];
  const regions = [...new Set(data.nodes.map(({ region }) => region).filter(Boolean))].sort();
  const [boxes, kept] = kindBoxes(kinds, change);
  const [choice, region] = regionChoice(regions, change);
  const [year, day] = yearRange(data, change);
  const stated = data.edges.some(({ state, periods }) => state || periods);
  const [box, others] = stated ? othersBox(change) : [null, () => true];
  return {
    form: html("div", { class: "network-filters" }, boxes, choice, year, box),
    chosen: () => ({ kept: kept(), region: region(), day: day(), others: others() }),
  };
}
