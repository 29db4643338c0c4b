// Outlines of the world, projected: Natural Earth, 1:110m at first and 1:50m for a closer look.
import { feature, geoEqualEarth, geoPath } from "#geography";

export const SIZE = [960, 440];
/** Antarctica would take a fifth of the picture and is nobody's partner. */
const ANTARCTICA = "010";
const NORTH_AND_SOUTH = {
  type: "MultiPoint",
  coordinates: [[-180, 0], [180, 0], [0, 83.7], [0, -56]],
};
const EQUATOR_KM = 40_075;

async function fetched(name) {
  const answer = await fetch(new URL(`../vendor/${name}`, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

/** Outlines of a scale ("110m", "50m") as SVG paths: [key, path], the key being number or name; several may share one. */
async function outlines(scale, path) {
  const atlas = await fetched(`countries-${scale}.json`);
  return feature(atlas, atlas.objects.countries)
    .features.filter(({ id }) => id !== ANTARCTICA)
    .map((shape) => [shape.id ?? shape.properties.name, path(shape)]);
}

function grouped(pairs) {
  const paths = new Map();
  for (const [key, path] of pairs) paths.set(key, `${paths.get(key) ?? ""}${path ?? ""}`);
  return paths;
}

/** The world at a coarse scale, with a way to the finer one. */
export async function world() {
  const projection = geoEqualEarth().fitExtent([[2, 2], [SIZE[0] - 2, SIZE[1] - 2]], NORTH_AND_SOUTH);
  const path = geoPath(projection).digits(1);
  const finer = geoPath(projection).digits(2);
  const [coarse, places] = await Promise.all([outlines("110m", path), fetched("places.json")]);
  return {
    coarse: grouped(coarse),
    finer: async () => grouped(await outlines("50m", finer)),
    /** Where a place lies: {at: [x, y], area in square units of the picture}, or null where no outline says it. */
    spot({ m49, code }) {
      const place = places[m49] ?? places[code];
      if (!place) return null;
      const unit = EQUATOR_KM / (projection([180, 0])[0] - projection([-180, 0])[0]);
      return { at: projection(place.at), area: place.area / unit ** 2 };
    },
  };
}
