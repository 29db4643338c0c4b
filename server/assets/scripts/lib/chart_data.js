// From tables to what charts draw: {labels, series: [{name, values}], unit}.
import { scaleLinear } from "#scales";

/** A number as a cell has it, null where there is none. */
export function numberIn(text) {
  const plain = text.replace(/[\s\u00a0\u202f,]/g, "");
  return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
}

/** The first column gives labels, each column of numbers (data-type="number" or class="number") a series. */
export function columnsOf(table) {
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  const rows = [...table.tBodies[0].rows];
  const series = heads.flatMap((head, column) =>
    column > 0 && (head.dataset.type === "number" || head.classList.contains("number"))
      ? [{ name: head.textContent.trim(), values: rows.map(({ cells }) => numberIn(cells[column].dataset.value ?? cells[column].textContent)) }]
      : [],
  );
  return { labels: rows.map(({ cells }) => cells[0].textContent.trim()), series, unit: heads[0].textContent.trim() };
}

function total({ values }) {
  return values.reduce((sum, value) => sum + (value ?? 0), 0);
}

/** As many series as there are colours, the largest first; the smallest are added up, as the table still has each. */
export function fewSeries(data, most, other) {
  const ordered = [...data.series].sort((first, second) => total(second) - total(first));
  if (ordered.length <= most) return { ...data, series: ordered };
  const rest = ordered.slice(most - 1);
  const sums = data.labels.map((_, row) => rest.reduce((sum, { values }) => sum + (values[row] ?? 0), 0));
  return { ...data, series: [...ordered.slice(0, most - 1), { name: other, values: sums }] };
}

/** Years in order, without gaps, so that an empty year shows as one. */
export function everyYear({ labels, series, unit }) {
  const rowOf = new Map(labels.map((label, row) => [Number(label), row]));
  const [first, last] = [Math.min(...rowOf.keys()), Math.max(...rowOf.keys())];
  const years = Array.from({ length: last - first + 1 }, (_, step) => first + step);
  const filled = series.map(({ name, values }) => ({ name, values: years.map((year) => values[rowOf.get(year)] ?? 0) }));
  return { labels: years.map(String), series: filled, unit };
}

/** How many values of the first series fall in each of some twenty equal steps with round bounds. */
export function binned({ series: [{ name, values }] }) {
  const known = values.filter((value) => value !== null);
  const scale = scaleLinear([Math.min(0, ...known), Math.max(1, ...known)], [0, 1]).nice(20);
  const ticks = scale.ticks(20);
  const step = ticks[1] - ticks[0];
  const counts = ticks.map((start) => known.filter((value) => value >= start && value < start + step).length);
  if (counts.at(-1) === 0) [ticks, counts].forEach((list) => list.pop());
  return { labels: ticks.map(String), ends: ticks.map((start) => String(start + step)), series: [{ name, values: counts }], unit: name };
}
