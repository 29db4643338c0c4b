// A chart above a table: <table data-chart="bars|dots|histogram">.
import { activate, html, onWidth } from "./lib/dom.js";
import { drawBars, drawColumns, drawDots } from "./lib/chart_shapes.js";
import { binned, columnsOf, everyYear, fewSeries } from "./lib/chart_data.js";
import { t } from "./lib/messages.js";

const COLOURS = 6;
const YEAR = /^\d{4}$/;

/** How a chart of some kind shows data {labels, series: [{name, values}]}: bars of years stand, others lie. */
function drawingOf(kind, data) {
  if (kind === "histogram") return [drawColumns, binned(data)];
  if (kind === "dots") return [drawDots, data];
  data = fewSeries(data, COLOURS, t("other"));
  return data.labels.every((label) => YEAR.test(label)) ? [drawColumns, everyYear(data)] : [drawBars, data];
}

function legend(series) {
  if (series.length < 2) return null;
  return html(
    "ul",
    { class: "view-legend" },
    ...series.map(({ name }, index) => html("li", { class: `key-series-${(index % COLOURS) + 1}` }, name)),
  );
}

/** A drawing of data that follows the width of its place; title names it for screen readers. */
export function chart(kind, data, title) {
  const [draw, shaped] = drawingOf(kind, data);
  const stage = html("div", { class: "chart-stage" });
  onWidth(stage, (width) => stage.replaceChildren(draw(shaped, width, title)));
  return html("div", { class: "view-chart" }, legend(shaped.series), stage);
}

function addChart(table) {
  const data = columnsOf(table);
  if (!data.labels.length || !data.series.length) return;
  const title = t("Chart of: {caption}; the table below has the same numbers", {
    caption: table.caption?.textContent.trim() ?? table.closest("[data-frame]")?.getAttribute("aria-label") ?? "",
  });
  (table.closest("[data-frame]") ?? table).before(chart(table.dataset.chart, data, title));
}

activate("table[data-chart]", addChart);
