// Where each territory lies, so that a map can mark those too small for their outline, or without one.
//
// All coordinates come from Natural Earth's 1:10m outlines, in the form of world-atlas.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { geoArea, geoCentroid, geoContains } from "d3-geo";
import { feature } from "topojson-client";
import { ASSETS } from "./folders.mjs";

const EARTH_RADIUS_KM = 6371.0088; // the mean radius R1 of IUGG

/** Outlines without a number of ISO 3166, by the code that this project has for them. */
const BY_NAME = { Kosovo: "XKX" };

/**
 * Territories with a number of their own whose outline is part of another's: west, south, east and north of a
 * window that singles out their polygons there.
 */
const WITHIN = [
  ["074", "Norway", [2, -56, 5, -53]], // Bouvet Island
  ["162", "Indian Ocean Ter.", [104, -12, 107, -9]], // Christmas Island
  ["166", "Indian Ocean Ter.", [95, -14, 98, -11]], // Cocos (Keeling) Islands
  ["175", "France", [44, -14, 46, -12]], // Mayotte
  ["254", "France", [-56, 1, -50, 7]], // French Guiana
  ["312", "France", [-62, 15.8, -60.9, 16.6]], // Guadeloupe
  ["474", "France", [-61.5, 14.2, -60.6, 15.1]], // Martinique
  ["535", "Netherlands", [-69, 11.8, -62, 18]], // Bonaire, Sint Eustatius and Saba
  ["638", "France", [54, -22, 57, -20]], // Réunion
  ["744", "Norway", [-10, 70.5, 36, 82]], // Svalbard and Jan Mayen
  ["772", "New Zealand", [-174, -10.5, -170, -8]], // Tokelau
];

function outlines() {
  const atlas = JSON.parse(readFileSync(join(ASSETS, "node_modules/world-atlas/countries-10m.json"), "utf8"));
  return feature(atlas, atlas.objects.countries).features;
}

function polygonsOf({ type, coordinates }) {
  return type === "Polygon" ? [coordinates] : coordinates;
}

function largest(polygons) {
  const shapes = polygons.map((coordinates) => ({ type: "Polygon", coordinates }));
  return shapes.reduce((first, second) => (geoArea(second) > geoArea(first) ? second : first));
}

/** A point on the largest part (a country's centroid may lie at sea) and the area of all parts. */
function placeOf(polygons) {
  const main = largest(polygons);
  const centre = geoCentroid(main);
  const point = geoContains(main, centre) ? centre : main.coordinates[0][0];
  const area = geoArea({ type: "MultiPolygon", coordinates: polygons }) * EARTH_RADIUS_KM ** 2;
  return { at: point.map((degrees) => Number(degrees.toFixed(3))), area: Number(area.toPrecision(3)) };
}

function inWindow([west, south, east, north]) {
  return (polygon) => polygon[0].every(([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north);
}

/** JSON: number of ISO 3166 (or our code) -> place; one territory a line. */
export function placesOfTheWorld() {
  const places = new Map();
  const features = outlines();
  for (const { id, properties, geometry } of features) {
    const key = id ?? BY_NAME[properties.name];
    if (key && !places.has(key)) places.set(key, placeOf(polygonsOf(geometry)));
  }
  for (const [key, name, window] of WITHIN) {
    const whole = features.find(({ properties }) => properties.name === name);
    const polygons = polygonsOf(whole.geometry).filter(inWindow(window));
    places.set(key, placeOf(polygons));
  }
  const lines = [...places].sort().map(([key, place]) => `"${key}":${JSON.stringify(place)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}
