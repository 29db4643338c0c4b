// A network of jurisdictions and their treaties: <figure data-network data-source="/network.json?...">.
import { activate, freshId, html, svg } from "./lib/dom.js";
import { collator, numeral, t } from "./lib/messages.js";
import { degrees, holds, laidOut, paired, radius } from "./lib/network_data.js";
import { filters } from "./lib/network_filters.js";
import { roving } from "./lib/roving.js";
import { tooltip } from "./lib/tip.js";
import { viewport } from "./lib/viewport.js";

const WIDE = [960, 600];
const NARROW = [560, 620];
const LETTER = 6.2; // the mean width of a letter of a name, in pixels
const LINE = 14;

const STATES = { certain: () => "", unknown: () => t("perhaps in force"), no: () => t("not in force") };

class Network {
  constructor(data, size) {
    this.size = size;
    this.nodes = new Map(data.nodes.map((node) => [node.id, node]));
    this.pairs = paired(data.edges.filter(({ source, target }) => this.nodes.has(source) && this.nodes.has(target)));
    this.regions = [...new Set(data.nodes.map(({ region }) => region ?? ""))].sort((first, second) => !first - !second || collator.compare(first, second));
    this.at = laidOut(data.nodes, this.pairs, size);
    this.degree = degrees(this.pairs);
    this.lines = this.pairs.map(({ ends: [first, second] }) => {
      const [[x1, y1], [x2, y2]] = [this.at.get(first), this.at.get(second)];
      return svg("line", { x1, y1, x2, y2 });
    });
    this.dots = new Map([...this.nodes.values()].sort(byName).map((node) => [node.id, this.dot(node)]));
    this.layer = svg("g", {}, svg("g", { class: "edges" }, ...this.lines), svg("g", {}, ...this.dots.values()));
    this.picture = svg("svg", { viewBox: `0 0 ${size.join(" ")}`, role: "group" }, this.layer);
    this.pick = null;
    this.pixels = 0;
  }

  dot(node) {
    const [cx, cy] = this.at.get(node.id);
    const series = (this.regions.indexOf(node.region ?? "") % 6) + 1;
    return svg(
      "g",
      { class: `node series-${series}`, role: "button", "aria-pressed": "false" },
      svg("circle", { cx, cy }),
      svg("text", { x: cx, "text-anchor": "middle" }, short(node)),
    );
  }

  /** Keeps dots and names of one size on the screen. */
  scale(pixels) {
    this.pixels = pixels;
    this.picture.style.setProperty("--unit", 1 / pixels);
    for (const [id, dot] of this.dots) {
      const r = this.radiusOf(id);
      dot.querySelector("circle").setAttribute("r", (r / pixels).toFixed(2));
      dot.querySelector("text").setAttribute("y", (this.at.get(id)[1] + (r + 11) / pixels).toFixed(2));
    }
    this.nameWhereFree();
  }

  /** Names the chosen node and those with most neighbours, as far as no name covers another or a dot. */
  nameWhereFree() {
    const inPixels = (id) => this.at.get(id).map((value) => value * this.pixels);
    const around = ([id]) => {
      const [[x, y], r] = [inPixels(id), this.radiusOf(id)];
      return [x - r, y - r, x + r, y + r];
    };
    const rank = (id) => (id === this.pick ? Infinity : this.degreeOf(id));
    const seen = [...this.dots].filter(([, dot]) => this.pick === null || dot.classList.contains("near"));
    const taken = seen.map(around);
    for (const [id, dot] of seen.sort(([first], [second]) => rank(second) - rank(first))) {
      const [[x, y], r, half] = [inPixels(id), this.radiusOf(id), (short(this.nodes.get(id)).length * LETTER) / 2];
      const box = [x - half, y + r + 1, x + half, y + r + LINE];
      const free = taken.every((other) => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]);
      if (free) taken.push(box);
      dot.classList.toggle("named", free || id === this.pick);
    }
  }

  degreeOf(id) {
    return this.degree.get(id) ?? 0;
  }

  /** In pixels; a little less where the picture is narrow. */
  radiusOf(id) {
    return radius(this.degreeOf(id)) * Math.min(1, Math.max(0.6, this.picture.clientWidth / 700));
  }

  /** Shows what the filters keep; returns the edges of each node that are shown, with their state. */
  show({ kept, region, day, others }) {
    const inRegion = ({ ends }) => !region || ends.some((end) => this.nodes.get(end).region === region);
    this.shown = new Map([...this.nodes.keys()].map((id) => [id, []]));
    this.pairs.forEach((pair, index) => {
      const edges = pair.edges
        .map((edge) => ({ edge, state: holds(edge, day) }))
        .filter(({ edge, state }) => inRegion(pair) && kept(edge) && (others || state !== "no"));
      for (const [end, other] of [pair.ends, [...pair.ends].reverse()]) {
        this.shown.get(end).push(...edges.map((each) => ({ ...each, other })));
      }
      const best = ["certain", "unknown", "no"].find((state) => edges.some((each) => each.state === state));
      this.lines[index].setAttribute("class", best ? `edge ${best}` : "edge gone");
    });
    for (const [id, dot] of this.dots) {
      const count = this.shown.get(id).length;
      dot.classList.toggle("faint", count === 0);
      dot.setAttribute("aria-label", `${this.nodes.get(id).label}, ${t("treaties shown: {count}", { count: numeral(count) })}`);
    }
    this.select(this.pick);
  }

  select(id) {
    this.pick = id;
    const near = new Set(id === null ? [] : this.shown.get(id).map(({ other }) => other));
    this.picture.classList.toggle("picked", id !== null);
    for (const [each, dot] of this.dots) {
      dot.setAttribute("aria-pressed", String(each === id));
      dot.classList.toggle("near", near.has(each) || each === id);
    }
    this.pairs.forEach(({ ends }, index) => this.lines[index].classList.toggle("near", ends.includes(id)));
    if (this.pixels) this.nameWhereFree();
  }
}

function short({ id, label }) {
  return label.length > 14 ? id : label;
}

function byName(first, second) {
  return collator.compare(first.label, second.label);
}

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
