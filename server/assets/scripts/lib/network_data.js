// A network of pairs: which of its edges hold on a day, and where its nodes lie.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "#forces";

const MARGIN = 40;
const TICKS = 320;
/** Below 1, draws what is far out nearer and gives the crowded middle room. */
const SPREAD = 0.72;

/**
 * Whether an edge holds on a day: "certain", "unknown" or "no", by its periods {earliestFrom, latestFrom,
 * earliestUntil, latestUntil}, as ontology/README.md has them. An edge without periods has the same state on all days.
 */
export function holds({ periods, state = "bound" }, day) {
  if (!periods || !day) return { bound: "certain", unknown: "unknown" }[state] ?? "no";
  const values = periods.map(({ earliestFrom, latestFrom, earliestUntil, latestUntil }) => {
    if (latestFrom && latestFrom <= day && (!earliestUntil || day < earliestUntil)) return "certain";
    return (earliestFrom && day < earliestFrom) || (latestUntil && day >= latestUntil) ? "no" : "unknown";
  });
  return ["certain", "unknown"].find((value) => values.includes(value)) ?? "no";
}

/** Edges of the same two nodes together: [{ends, edges}]. */
export function paired(edges) {
  const pairs = new Map();
  for (const edge of edges) {
    const ends = [edge.source, edge.target].sort();
    const key = ends.join(" ");
    if (!pairs.has(key)) pairs.set(key, { ends, edges: [] });
    pairs.get(key).edges.push(edge);
  }
  return [...pairs.values()];
}

export function degrees(pairs) {
  const found = new Map();
  for (const { ends } of pairs) for (const end of ends) found.set(end, (found.get(end) ?? 0) + 1);
  return found;
}

export function radius(degree) {
  return 4 + Math.sqrt(degree) * 1.9;
}

/** Where nodes lie: id -> [x, y] within a size. The same data lie the same way each time: d3-force draws no lots. */
export function laidOut(nodes, pairs, size) {
  const degree = degrees(pairs);
  const regions = [...new Set(nodes.map(({ region }) => region ?? ""))].sort();
  const towards = new Map(regions.map((region, index) => [region, (index / regions.length) * 2 * Math.PI]));
  const moving = nodes.map(({ id, region }) => ({ id, region: region ?? "", r: radius(degree.get(id) ?? 0) }));
  const links = pairs.map(({ ends: [source, target] }) => ({ source, target }));
  forceSimulation(moving)
    .force("link", forceLink(links).id(({ id }) => id).distance(70).strength(0.12))
    .force("charge", forceManyBody().strength(-190))
    .force("collide", forceCollide(({ r }) => r + 7))
    .force("x", forceX(({ region }) => Math.cos(towards.get(region)) * 300).strength(0.09))
    .force("y", forceY(({ region }) => Math.sin(towards.get(region)) * 190).strength(0.13))
    .stop()
    .tick(TICKS);
  return fitted(moving, size);
}

function fitted(moving, size) {
  const points = moving.map(({ x, y }) => {
    const away = Math.hypot(x, y) || 1;
    return [x, y].map((value) => value * away ** (SPREAD - 1));
  });
  const scaled = (axis) => {
    const values = points.map((point) => point[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = size[axis] - 2 * MARGIN;
    return values.map((value) => (high === low ? size[axis] / 2 : MARGIN + ((value - low) / (high - low)) * room));
  };
  const [xs, ys] = [scaled(0), scaled(1)];
  return new Map(moving.map(({ id }, index) => [id, [xs[index], ys[index]]]));
}
