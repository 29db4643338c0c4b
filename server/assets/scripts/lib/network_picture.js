// The picture of a network: dots, lines, names, and what of it is shown.
import { svg } from "./dom.js";
import { collator, numeral, t } from "./messages.js";
import { degrees, holds, laidOut, paired, radius } from "./network_data.js";

const LETTER = 6.4; // the mean width of a letter of a name, in pixels
const LINE = 14;

export class Network {
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
      svg("text", { x: cx, y: cy }, short(node)),
    );
  }

  /** Keeps dots and names of one size on the screen. */
  scale(pixels) {
    this.pixels = pixels;
    this.picture.style.setProperty("--unit", 1 / pixels);
    for (const [id, dot] of this.dots) {
      const r = this.radiusOf(id);
      dot.querySelector("circle").setAttribute("r", (r / pixels).toFixed(2));
    }
    this.nameWhereFree();
  }

  /** Names the chosen node and those with most neighbours, as far as no name covers another or a dot. */
  nameWhereFree() {
    const inPixels = (id) => this.at.get(id).map((value) => value * this.pixels);
    const rank = (id) => (id === this.pick ? Infinity : this.degreeOf(id));
    const seen = [...this.dots].filter(([, dot]) => this.pick === null || dot.classList.contains("near"));
    const taken = seen.map(([id]) => square(inPixels(id), this.radiusOf(id)));
    for (const [id, dot] of seen.sort(([first], [second]) => rank(second) - rank(first))) {
      const [centre, r] = [inPixels(id), this.radiusOf(id)];
      const places = besides(centre, r, short(this.nodes.get(id)).length * LETTER);
      const free = places.find((place) => this.holds(place) && taken.every((other) => apart(place, other)));
      if (free) taken.push(free);
      const inside = !free && 2 * r > id.length * LETTER + 4; // a large dot has room for its code
      dot.classList.toggle("named", Boolean(free) || inside || id === this.pick);
      if (inside) this.write(id, id, [centre[0], centre[1] - LINE / 2], "middle");
      else this.write(id, short(this.nodes.get(id)), free ?? places[0], "start");
    }
  }

  holds([left, top, right, bottom]) {
    return left >= 0 && top >= 0 && right <= this.size[0] * this.pixels && bottom <= this.size[1] * this.pixels;
  }

  write(id, name, [x, top], anchor) {
    const text = this.dots.get(id).querySelector("text");
    text.textContent = name;
    text.setAttribute("text-anchor", anchor);
    text.setAttribute("x", (x / this.pixels).toFixed(2));
    text.setAttribute("y", ((top + LINE - 4) / this.pixels).toFixed(2));
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
function square([x, y], r) {
  return [x - r, y - r, x + r, y + r];
}

function apart(box, other) {
  return box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1];
}

/** The boxes in which the name of a dot may stand, best first: below, above, right, left. */
function besides([x, y], r, width) {
  const corners = [[x - width / 2, y + r + 1], [x - width / 2, y - r - LINE], [x + r + 3, y - LINE / 2], [x - r - 3 - width, y - LINE / 2]];
  return corners.map(([left, top]) => [left, top, left + width, top + LINE - 1]);
}

function short({ id, label }) {
  return label.length > 14 ? id : label;
}

export function byName(first, second) {
  return collator.compare(first.label, second.label);
}
