// Sorting and filtering the rows of a table.
import { freshId, html, settled } from "./dom.js";
import { span } from "./dates.js";
import { collator, folded, numeral, t } from "./messages.js";

/** Below this many rows, a filter is more in the way than of use. */
const FILTER_FROM = 8;

const RANK = {
  number: (text) => {
    const value = Number(text.replace(/[\s\u00a0\u202f,']/g, "").replace("\u2212", "-"));
    return text.trim() === "" || Number.isNaN(value) ? null : value;
  },
  date: (text) => span(text.trim())?.[0] ?? null,
  text: (text) => text.trim() || null,
};

function compared(first, second) {
  return typeof first === "string" ? collator.compare(first, second) : first - second;
}

/** What a cell is sorted by: data-value, the date of a <time>, or its text. */
function valueOf(cell, type) {
  const stated = cell?.dataset.value ?? (type === "date" ? cell?.querySelector("time")?.dateTime : null);
  return RANK[type](stated ?? cell?.textContent ?? "");
}

function sortRows(table, column, type, direction) {
  const body = table.tBodies[0];
  const keyed = [...body.rows].map((row) => ({ row, key: valueOf(row.cells[column], type) }));
  keyed.sort((first, second) => {
    // What is unknown stays at the end, whichever way the table is sorted.
    if (first.key === null || second.key === null) return (first.key === null) - (second.key === null);
    return direction * compared(first.key, second.key);
  });
  body.append(...keyed.map(({ row }) => row));
}

function announceChange(table) {
  table.dispatchEvent(new CustomEvent("rows-changed", { bubbles: true }));
}

function addSorting(table) {
  const heads = [...(table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [])];
  heads.forEach((head, column) => {
    if (head.dataset.sort === "off" || head.textContent.trim() === "") return;
    const type = head.dataset.type in RANK ? head.dataset.type : "text";
    const button = html("button", { type: "button", class: "sort" });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const ascending = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      sortRows(table, column, type, ascending ? 1 : -1);
      announceChange(table);
    });
  });
}

function addFilter(table, bar, status) {
  const field = html("input", { type: "search", id: freshId("filter"), autocomplete: "off", spellcheck: "false" });
  const texts = new WeakMap();
  const textOf = (row) => {
    if (!texts.has(row)) texts.set(row, folded(row.textContent));
    return texts.get(row);
  };
  const apply = () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    for (const row of table.tBodies[0].rows) row.hidden = !words.every((word) => textOf(row).includes(word));
    tellCount(table, status);
    announceChange(table);
  };
  field.addEventListener("input", settled(120, apply));
  bar.prepend(html("label", { for: field.id }, t("Filter")), field);
}

function tellCount(table, status) {
  const rows = [...table.tBodies[0].rows];
  const shown = rows.filter((row) => !row.hidden).length;
  status.textContent =
    shown === rows.length
      ? t("Rows: {all}", { all: numeral(rows.length) })
      : t("Rows: {shown} of {all}", { shown: numeral(shown), all: numeral(rows.length) });
}

/** Gives a table sort buttons, and with many rows a filter and a count that screen readers are told. */
export function enhanceTable(table) {
  if (!table.tBodies.length) return;
  addSorting(table);
  if (table.tBodies[0].rows.length < FILTER_FROM && table.dataset.filter !== "on") return;
  if (table.dataset.filter === "off") return;
  const status = html("p", { class: "table-count", role: "status" });
  const bar = html("div", { class: "table-tools" }, status);
  addFilter(table, bar, status);
  (table.closest("[data-frame]") ?? table).before(bar);
  tellCount(table, status);
}
