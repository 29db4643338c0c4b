// Charts and timelines: scales with ticks at round values.
export { scaleBand, scaleLinear, scaleQuantile, scaleUtc } from "d3-scale";
export { stack } from "d3-shape";
