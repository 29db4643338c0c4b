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
  const others = html("input", { type: "checkbox", onchange: change });
  const field = html(
    "div",
    { class: "map-time" },
    html("label", { for: range.id }, t("In force on")), range, told,
    html("label", {}, others, ` ${t("and those that were not")}`),
  );
  return [field, () => ({ day: day(), others: others.checked })];
}

/** {form, chosen()}: chosen gives {kept(edge), region, day, others}; change is called when it differs. */
export function filters(data, change) {
  const kinds = Object.entries(data.kinds ?? {});
  const regions = [...new Set(data.nodes.map(({ region }) => region).filter(Boolean))].sort();
  const [boxes, kept] = kindBoxes(kinds, change);
  const [choice, region] = regionChoice(regions, change);
  const [year, when] = yearRange(data, change);
  return {
    form: html("div", { class: "network-filters" }, boxes, choice, year),
    chosen: () => ({ kept: kept(), region: region(), day: when()?.day ?? null, others: when()?.others ?? false }),
  };
}
