// SPARQL results in JSON as a table, and what else their columns fit.
import { html } from "./dom.js";
import { numeral, t } from "./messages.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long"].map((name) => XSD + name));
const DATES = new Set(["date", "gYear", "gYearMonth", "dateTime"].map((name) => XSD + name));
const YEAR = /^(1[5-9]|20|21)\d\d$/;
/** More rows than this make a page slow; the downloads have all. */
export const MOST_ROWS = 1000;

/** A name for an IRI: without the base of this graph, or with a known prefix. */
export function shortened(iri, { base, prefixes }) {
  if (iri.startsWith(base)) return iri.slice(base.length);
  const [name, start] = Object.entries(prefixes).find(([, each]) => iri.startsWith(each) && iri.length > each.length) ?? [];
  return name ? `${name}:${iri.slice(start.length)}` : iri;
}

/** Where an IRI leads: one of this graph to its page here, another on the web to itself, any other nowhere. */
function linked(iri, { base, root }) {
  // Slashes at the beginning would make the rest the name of another host.
  if (iri.startsWith(base)) return root + iri.slice(base.length).replace(/^\/+/, "");
  return /^https?:/.test(iri) ? iri : null;
}

function cell(term, graph) {
  if (!term) return html("td", { class: "unbound" });
  if (term.type === "uri") {
    const [href, text] = [linked(term.value, graph), shortened(term.value, graph)];
    return html("td", {}, href ? html("a", { href, rel: "noreferrer" }, text) : text);
  }
  if (term.type === "bnode") return html("td", {}, `_:${term.value}`);
  if (NUMBERS.has(term.datatype)) return html("td", { class: "number", "data-value": term.value }, term.value);
  const language = term["xml:lang"];
  return html("td", { lang: language }, term.value, language ? html("small", { class: "language" }, language) : null);
}

function valuesOf(column, rows) {
  return rows.map((row) => row[column]).filter(Boolean);
}

/** What a column holds: "number", "year", "date", "jurisdiction" or "text". */
function kindOf(column, rows, graph) {
  const values = valuesOf(column, rows);
  const every = (test) => values.length > 0 && values.every(test);
  const jurisdiction = ({ type, value }) =>
    type === "uri" ? value.startsWith(`${graph.base}jurisdiction/`) : /^[A-Z]{3}$/.test(value) && graph.codes.has(value);
  if (every(jurisdiction)) return "jurisdiction";
  if (every(({ value, datatype }) => YEAR.test(value) && (datatype === `${XSD}gYear` || /year/i.test(column)))) return "year";
  if (every(({ datatype }) => NUMBERS.has(datatype))) return "number";
  if (every(({ datatype }) => DATES.has(datatype))) return "date";
  return "text";
}

/** {columns: [{name, kind}], rows} of SPARQL results in JSON. */
export function read(answer, graph) {
  const rows = answer.results.bindings;
  return { rows, columns: answer.head.vars.map((name) => ({ name, kind: kindOf(name, rows, graph) })) };
}

export function resultTable({ columns, rows }, graph) {
  const types = { number: "number", year: "number", date: "date" };
  return html(
    "table",
    { class: "sparql-table" },
    html("caption", {}, t("Answer")),
    html("thead", {}, html("tr", {}, ...columns.map(({ name, kind }) =>
      html("th", { scope: "col", "data-type": types[kind] ?? "text", class: kind === "number" ? "number" : null }, name)))),
    html("tbody", {}, ...rows.slice(0, MOST_ROWS).map((row) =>
      html("tr", {}, ...columns.map(({ name }) => cell(row[name], graph))))),
  );
}

function codeIn(term, graph) {
  return term && (term.type === "uri" ? term.value.slice(`${graph.base}jurisdiction/`.length) : term.value);
}

function number(term) {
  return term ? Number(term.value) : null;
}

function text(term, graph) {
  return !term ? "" : term.type === "uri" ? shortened(term.value, graph) : term.value;
}

/** What a chart takes, or null: one label or year with numbers, or a year, a label and one number. */
export function asChart({ columns, rows }, graph) {
  const named = (kind) => columns.filter((column) => column.kind === kind).map(({ name }) => name);
  const numbers = named("number");
  const [year] = named("year");
  const labels = named("text").length ? named("text") : named("jurisdiction");
  if (!numbers.length || rows.length < 2) return null;
  if (year && labels.length === 1 && numbers.length === 1) return stackedByYear(rows, year, labels[0], numbers[0], graph);
  const axis = year ?? (labels.length === 1 ? labels[0] : null);
  if (!axis || (!year && rows.length > 60)) return null;
  return {
    labels: rows.map((row) => text(row[axis], graph)),
    series: numbers.map((name) => ({ name, values: rows.map((row) => number(row[name])) })),
    unit: axis,
  };
}

function stackedByYear(rows, year, label, value, graph) {
  const years = [...new Set(rows.map((row) => text(row[year], graph)))].sort();
  const names = [...new Set(rows.map((row) => text(row[label], graph)))];
  if (names.length > 6) return null;
  const at = new Map(rows.map((row) => [`${text(row[year], graph)} ${text(row[label], graph)}`, number(row[value])]));
  const series = names.map((name) => ({ name, values: years.map((each) => at.get(`${each} ${name}`) ?? 0) }));
  return { labels: years, series, unit: year };
}

/** What a map takes, or null: a column of jurisdictions, with its number or how often each is named. */
export function asMap({ columns, rows }, graph) {
  const places = columns.filter(({ kind }) => kind === "jurisdiction");
  if (places.length !== 1) return null;
  const numbers = columns.filter(({ kind }) => kind === "number");
  const values = new Map();
  for (const row of rows) {
    const code = codeIn(row[places[0].name], graph);
    if (!code) continue;
    const value = numbers.length === 1 ? number(row[numbers[0].name]) : (values.get(code) ?? 0) + 1;
    if (value !== null) values.set(code, value);
  }
  const label = numbers.length === 1 ? numbers[0].name : t("rows");
  const all = graph.jurisdictions.map((place) => ({
    ...place, href: `${graph.root}jurisdiction/${place.code}`, label: values.has(place.code) ? label : "",
    value: values.get(place.code) ?? "no-data",
  }));
  return { title: t("Answer as a map"), places: all, legend: { "no-data": t("not in the answer") } };
}

/** What a network takes, or null: two columns of jurisdictions. */
export function asNetwork({ columns, rows }, graph) {
  const ends = columns.filter(({ kind }) => kind === "jurisdiction").map(({ name }) => name);
  if (ends.length !== 2) return null;
  const title = columns.find(({ kind, name }) => kind === "text" && !ends.includes(name))?.name;
  const names = new Map(graph.jurisdictions.map((place) => [place.code, place.name]));
  const edges = rows
    .map((row, index) => ({
      id: String(index), source: codeIn(row[ends[0]], graph), target: codeIn(row[ends[1]], graph),
      label: title ? text(row[title], graph) : t("row {number}", { number: numeral(index + 1) }),
    }))
    .filter(({ source, target }) => source && target && source !== target)
    .slice(0, 2000);
  const ids = [...new Set(edges.flatMap(({ source, target }) => [source, target]))];
  const nodes = ids.map((id) => ({ id, label: names.get(id) ?? id, href: `${graph.root}jurisdiction/${id}` }));
  return edges.length ? { title: t("Answer as a network"), nodes, edges } : null;
}
