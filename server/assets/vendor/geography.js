// The map: projections, and outlines out of TopoJSON.
export { geoEqualEarth, geoPath } from "d3-geo";
export { feature } from "topojson-client";
