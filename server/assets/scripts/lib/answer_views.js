// An answer in the page: as table, and where its columns fit as chart, map or network.
import { html } from "./dom.js";
import { numeral, t } from "./messages.js";
import { asChart, asMap, asNetwork, MOST_ROWS, read, resultTable } from "./results.js";
import { enhanceTable } from "./table.js";
import { tabs } from "./tabs.js";

function showTable(panel, found, graph) {
  const table = resultTable(found, graph);
  const frame = html("div", { "data-frame": true, class: "wide", tabindex: "0", role: "region", "aria-label": t("Answer") }, table);
  if (found.rows.length > MOST_ROWS) {
    const values = { shown: numeral(MOST_ROWS), all: numeral(found.rows.length) };
    panel.append(html("p", { class: "view-note" }, t("The first {shown} of {all} rows; the downloads have all.", values)));
  }
  panel.append(frame);
  enhanceTable(table);
}

// The modules of the views are loaded when a reader first asks for one.
const VIEWS = [
  [() => t("Chart"), asChart, async (panel, data) => panel.append((await import("../charts.js")).chart("bars", data, t("Answer as a chart; the tab Table has the numbers")))],
  [() => t("Map"), asMap, async (panel, data) => (await import("../map.js")).drawMap(panel, data)],
  [() => t("Network"), asNetwork, async (panel, data) => (await import("../network.js")).drawNetwork(panel, data)],
];

/** Appends what an answer holds: rows, true or false, or the text of a graph. */
export function answerViews(output, content, graph) {
  if (typeof content === "string") {
    output.append(html("pre", { class: "sparql-text", tabindex: "0" }, content));
    return;
  }
  if ("boolean" in content) {
    output.append(html("p", { class: "sparql-boolean" }, content.boolean ? t("Yes") : t("No")));
    return;
  }
  const found = read(content, graph);
  const others = VIEWS.map(([name, fit, draw]) => ({ name: name(), data: fit(found, graph), draw })).filter(({ data }) => data);
  if (!others.length) {
    showTable(output, found, graph);
    return;
  }
  const views = tabs(t("Views of the answer"), [
    { name: t("Table"), fill: (panel) => showTable(panel, found, graph) },
    ...others.map(({ name, data, draw }) => ({ name, fill: (panel) => draw(panel, data) })),
  ]);
  output.append(views.element);
  views.start();
}

/** What went wrong, where, and what would mend it, as the problem of the server says. */
export function failureNote({ title, detail, line, hint }) {
  const told = hint && !detail?.includes(hint) ? html("p", {}, hint) : null;
  return html("div", { class: "sparql-failure", role: "alert" }, html("strong", {}, line ? t("The query has an error") : (title ?? t("No answer"))), html("p", {}, detail ?? ""), told);
}
