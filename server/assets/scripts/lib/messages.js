// Texts in the language of the page. English is the key; the server may give the others in
// <script type="application/json" data-messages>{"Filter": "Filtrer"}</script>.

const given = document.querySelector("script[data-messages]");
const translations = given ? JSON.parse(given.textContent) : {};

/** The translation of a text, with {names} replaced by values. */
export function t(text, values = {}) {
  return (translations[text] || text).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export const language = document.documentElement.lang || "en";

const numbers = new Intl.NumberFormat(language);

/** A number as the language writes it. */
export function numeral(value) {
  return numbers.format(value);
}

export const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

/** A text for comparison: lower case, without accents. */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
}
