// A map of the world: <figure data-map data-source="/map.json?...">.
import { activate, freshId, html, svg } from "./lib/dom.js";
import { SIZE, world } from "./lib/atlas.js";
import { classed, legend } from "./lib/map_classes.js";
import { collator, t } from "./lib/messages.js";
import { hatching } from "./lib/hatching.js";
import { roving } from "./lib/roving.js";
import { timeSlider, valuesOn } from "./lib/map_time.js";
import { tooltip } from "./lib/tip.js";
import { viewport } from "./lib/viewport.js";

/** A territory smaller than this on the screen gets a dot, in square pixels. */
const DOT_BELOW = 7;
/** The radius of a dot on the screen, in pixels: from a phone's width to a desk's. */
const DOT = [1.9, 3.3];
/** From so many pixels a unit on, finer outlines are worth their 230 kB. */
const FINER_FROM = 2.4;

function mark(place, spot, path) {
  const shape = svg("path", { d: path ?? "" });
  const dot = spot && svg("circle", { cx: spot.at[0].toFixed(1), cy: spot.at[1].toFixed(1) });
  const link = place.href
    ? svg("a", { href: place.href }, shape, dot)
    : svg("g", { role: "img" }, shape, dot);
  return { place, spot, shape, dot, link };
}

/** The picture of a world, and what changes in it: values, outlines, scale. */
class WorldMap {
  constructor(atlas, places) {
    this.atlas = atlas;
    this.hatch = hatching(freshId("hatch"));
    const ordered = places.map((place) => ({ place, spot: atlas.spot(place) })).filter(({ spot }) => spot);
    this.marks = ordered.map(({ place, spot }) => mark(place, spot, atlas.coarse.get(place.m49)));
    this.absent = places.filter((place) => !atlas.spot(place));
    const taken = new Set(places.map(({ m49 }) => m49));
    this.others = svg("g", { class: "others", "aria-hidden": "true" });
    this.taken = taken;
    this.drawOthers(atlas.coarse);
    const onTop = [...this.marks].sort((first, second) => second.spot.area - first.spot.area);
    this.layer = svg("g", {}, this.others, ...onTop.map(({ link }) => link));
    this.picture = svg("svg", { viewBox: `0 0 ${SIZE[0]} ${SIZE[1]}`, role: "group" }, svg("defs", {}, this.hatch), this.layer);
  }

  drawOthers(paths) {
    const rest = [...paths].filter(([key]) => !this.taken.has(key));
    this.others.replaceChildren(...rest.map(([, d]) => svg("path", { d })));
  }

  show(places, { classOf, textOf }) {
    const now = new Map(places.map((place) => [place.code, place]));
    for (const each of this.marks) {
      const place = (each.place = now.get(each.place.code) ?? { ...each.place, value: "no-data", label: "" });
      each.link.setAttribute("class", `place ${classOf(place)}`);
      each.lines = [place.name, textOf(place), place.label].filter(Boolean);
      each.link.setAttribute("aria-label", each.lines.join(", "));
      const fill = classOf(place) === "unknown" ? `url(#${this.hatch.id})` : "";
      for (const part of [each.shape, each.dot]) fill ? part.setAttribute("fill", fill) : part.removeAttribute("fill");
    }
  }

  /** Keeps dots and hatching of one size on the screen, whatever the zoom. */
  scale(pixels) {
    this.hatch.setAttribute("patternTransform", `rotate(45) scale(${(1 / pixels).toFixed(4)})`);
    const radius = Math.min(DOT[1], Math.max(DOT[0], this.picture.clientWidth / 260)) / pixels;
    for (const { dot, shape, spot, place } of this.marks) {
      const small = !shape.getAttribute("d") || spot.area * pixels ** 2 < DOT_BELOW;
      dot.setAttribute("r", small ? (place.value === "no-data" ? radius * 0.6 : radius).toFixed(3) : "0");
    }
    if (pixels > FINER_FROM && !this.refining) this.refining = this.refine().then(() => this.scale(pixels));
  }

  async refine() {
    const paths = await this.atlas.finer();
    this.drawOthers(paths);
    for (const { place, shape } of this.marks) shape.setAttribute("d", paths.get(place.m49) ?? shape.getAttribute("d"));
  }
}

function explain(map, stage) {
  const tip = tooltip(stage);
  const of = new Map(map.marks.map((each) => [each.link, each]));
  const found = (event) => of.get(event.target.closest?.(".place"));
  map.picture.addEventListener("pointermove", (event) => {
    const each = found(event);
    const box = stage.getBoundingClientRect();
    each ? tip.show(each.lines, event.clientX - box.x, event.clientY - box.y) : tip.hide();
  });
  map.picture.addEventListener("pointerleave", () => tip.hide());
  map.picture.addEventListener("focusin", (event) => found(event) && tip.showAt(found(event).lines, found(event).link));
  map.picture.addEventListener("focusout", () => tip.hide());
  map.picture.addEventListener("keydown", (event) => event.key === "Escape" && tip.hide());
}

function absentees(absent, scheme) {
  const said = absent.filter((place) => scheme.classOf(place) !== "no-data");
  if (!said.length) return "";
  return `${t("Not on the map:")} ${said.map((place) => `${place.name} (${scheme.textOf(place)})`).join(", ")}.`;
}

/** Draws a map into an element. data: {title, places: [{code, m49, name, value, label, href}], legend, date, years}. */
export async function drawMap(element, data) {
  const atlas = await world();
  const byName = [...data.places].sort((first, second) => collator.compare(first.name, second.name));
  const map = new WorldMap(atlas, byName);
  const key = html("div");
  const missing = html("p", { class: "view-note" });
  const hint = html("p", { class: "view-hint", id: freshId("hint") }, t("Arrow keys and letters move between places, Enter opens one."));
  const stage = html("div", { class: "map-stage" }, map.picture, hint);
  map.picture.setAttribute("aria-label", data.title ?? t("Map of the world"));
  map.picture.setAttribute("aria-describedby", hint.id);
  const show = (places) => {
    const scheme = classed(places, data.legend);
    map.show(places, scheme);
    key.replaceChildren(legend(scheme.entries));
    missing.textContent = absentees(map.absent.map((gone) => places.find(({ code }) => code === gone.code) ?? gone), scheme);
  };
  show(valuesOn(byName, data.date));
  const view = viewport(map.picture, map.layer, SIZE, (pixels) => map.scale(pixels));
  roving(map.picture, map.marks.map(({ link }) => link), (link) => link.getAttribute("aria-label"));
  map.picture.addEventListener("focusin", ({ target }) => {
    const each = map.marks.find(({ link }) => link === target);
    if (each) view.reveal(each.spot.at);
  });
  explain(map, stage);
  stage.append(view.controls);
  element.append(html("div", { class: "view-map" }, stage, data.years ? timeSlider(element, data, show) : null, key, missing));
}

async function addMap(figure) {
  const answer = await fetch(figure.dataset.source, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    figure.append(html("p", { class: "view-note", role: "alert" }, t("The map could not be loaded.")));
    return;
  }
  const data = await answer.json();
  await drawMap(figure, { ...data, title: figure.dataset.label ?? data.title });
}

activate("figure[data-map]", addMap);
