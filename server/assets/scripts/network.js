// A network of jurisdictions and their treaties: <figure data-network data-source="/network.json?...">.
import { activate, freshId, html } from "./lib/dom.js";
import { numeral, t } from "./lib/messages.js";
import { filters } from "./lib/network_filters.js";
import { byName, Network } from "./lib/network_picture.js";
import { roving } from "./lib/roving.js";
import { tooltip } from "./lib/tip.js";
import { viewport } from "./lib/viewport.js";

const WIDE = [960, 600];
const NARROW = [560, 620];

const STATES = { certain: () => "", unknown: () => t("perhaps in force"), no: () => t("not in force") };

/** The treaties of the chosen jurisdiction, as a list beside the picture. */
function details(network, id) {
  const node = network.nodes.get(id);
  const rows = network.shown.get(id).sort((first, second) => byName(network.nodes.get(first.other), network.nodes.get(second.other)));
  const line = ({ edge, other, state }) =>
    html(
      "li",
      {},
      html("span", {}, network.nodes.get(other).label),
      html(edge.href ? "a" : "span", { href: edge.href }, edge.label),
      html("small", {}, [edge.year, STATES[state]()].filter(Boolean).join(", ")),
    );
  return [
    html("h3", {}, node.href ? html("a", { href: node.href }, node.label) : node.label),
    html("p", {}, [node.region, t("treaties shown: {count}", { count: numeral(rows.length) })].filter(Boolean).join(" · ")),
    html("ul", {}, ...rows.map(line)),
  ];
}

function chooser(network, choose) {
  const list = html(
    "select",
    { id: freshId("jurisdiction"), onchange: () => choose(list.value || null) },
    html("option", { value: "" }, t("none")),
    ...[...network.dots.keys()].map((id) => html("option", { value: id }, network.nodes.get(id).label)),
  );
  return [list, html("div", {}, html("label", { for: list.id }, t("Jurisdiction")), list)];
}

function listen(network, stage, choose) {
  const tip = tooltip(stage);
  const idOf = new Map([...network.dots].map(([id, dot]) => [dot, id]));
  const found = ({ target }) => target.closest?.(".node");
  const lines = (dot) => {
    const { label, region } = network.nodes.get(idOf.get(dot));
    return [label, region, t("treaties shown: {count}", { count: numeral(network.shown.get(idOf.get(dot)).length) })];
  };
  const toggle = (dot) => choose(network.pick === idOf.get(dot) ? null : idOf.get(dot));
  network.picture.addEventListener("click", (event) => found(event) && !event.defaultPrevented && toggle(found(event)));
  network.picture.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tip.hide();
    if (!found(event) || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    toggle(found(event));
  });
  for (const name of ["pointerover", "focusin"]) {
    network.picture.addEventListener(name, (event) => found(event) && tip.showAt(lines(found(event)), found(event)));
  }
  for (const name of ["pointerout", "focusout"]) network.picture.addEventListener(name, () => tip.hide());
}

function legend({ regions }, data) {
  const key = (kind, text) => html("li", { class: `key-${kind}` }, text);
  const named = regions.length > 1 ? regions.map((region, index) => key(`series-${(index % 6) + 1}`, region || t("no region"))) : [];
  const lines = data.edges.some(({ state, periods }) => state || periods) ? [key("edge-certain", t("certainly in force")), key("edge-unknown", t("perhaps in force"))] : [];
  return html("ul", { class: "view-legend" }, ...named, ...lines);
}

/** Rows of a table with the ids of edges follow the filters. */
function filterTable(table, network) {
  if (!table) return;
  const shown = new Set([...network.shown.values()].flat().map(({ edge }) => edge.id));
  for (const row of table.querySelectorAll("tr[data-id]")) row.hidden = !shown.has(row.dataset.id);
}

/**
 * Draws a network into an element. data: {title, nodes: [{id, label, region, href}], edges: [{id, source, target,
 * kind, kindLabel, label, year, href, periods, state}], date, years}.
 */
export function drawNetwork(element, data, table = null) {
  const network = new Network(data, element.clientWidth < 600 ? NARROW : WIDE);
  const aside = html("div", { class: "network-aside" });
  const panel = html("div", { class: "network-details", "aria-live": "polite" });
  const choose = (id) => {
    network.select(id);
    list.value = id ?? "";
    panel.replaceChildren(...(id === null ? [] : details(network, id)));
  };
  const change = () => {
    network.show(filter.chosen());
    choose(network.pick);
    filterTable(table, network);
  };
  const filter = filters(data, change);
  const [list, field] = chooser(network, choose);
  const stage = html("div", { class: "network-stage" }, network.picture);
  network.picture.setAttribute("aria-label", data.title ?? t("Network of treaties"));
  network.show(filter.chosen());
  filterTable(table, network);
  const view = viewport(network.picture, network.layer, network.size, (pixels) => network.scale(pixels));
  roving(network.picture, [...network.dots.values()], (dot) => dot.getAttribute("aria-label"));
  listen(network, stage, choose);
  stage.append(view.controls);
  aside.append(field, panel);
  element.append(html("div", { class: "view-network" }, filter.form, html("div", { class: "network-body" }, stage, aside), legend(network, data)));
}

async function addNetwork(figure) {
  const answer = await fetch(figure.dataset.source, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    figure.append(html("p", { class: "view-note", role: "alert" }, t("The network could not be loaded.")));
    return;
  }
  const table = figure.dataset.table ? document.querySelector(figure.dataset.table) : null;
  const data = await answer.json();
  drawNetwork(figure, { ...data, title: figure.dataset.label ?? data.title }, table);
}

activate("figure[data-network]", addNetwork);
