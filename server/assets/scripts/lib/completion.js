// What the editor offers while one types: names of our own graph, variables of the query, words of SPARQL.
import { folded } from "./messages.js";

const WORDS = (
  "ASK AS ASC AVG BASE BIND BOUND BY COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DELETE DESC DESCRIBE DISTINCT " +
  "EXISTS FILTER FROM GRAPH GROUP GROUP_CONCAT HAVING IF IN LANG LANGMATCHES LCASE LIMIT MAX MIN MINUS NAMED NOT " +
  "OFFSET OPTIONAL ORDER PREFIX REDUCED REGEX REPLACE SAMPLE SELECT SEPARATOR STR STRAFTER STRBEFORE STRENDS STRLEN " +
  "STRSTARTS SUBSTR SUM UCASE UNDEF UNION VALUES WHERE YEAR"
).split(" ");
const MOST = 60;
const RANKS = { class: 3, property: 2, concept: 1 };

/** The prefixes that a query declares. */
function declared(text) {
  return new Set([...text.matchAll(/\bPREFIX\s+([\w-]*):/gi)].map(([, prefix]) => prefix));
}

/** Inserts a name, and above the query the prefix that it needs. */
function applying(name, prefixes) {
  const prefix = name.includes(":") && !name.startsWith("<") ? name.slice(0, name.indexOf(":")) : null;
  return (view, completion, from, to) => {
    const text = view.state.doc.toString();
    const changes = [{ from, to, insert: name }];
    if (prefix !== null && prefixes[prefix] && !declared(text).has(prefix)) {
      changes.unshift({ from: 0, insert: `PREFIX ${prefix}: <${prefixes[prefix]}>\n` });
    }
    const moved = changes.length > 1 ? changes[0].insert.length : 0;
    view.dispatch({ changes, selection: { anchor: from + moved + name.length }, userEvent: "input.complete" });
  };
}

function termOptions({ terms = [], prefixes = {} }) {
  return terms.map((term) => ({
    label: term.name ?? `<${term.iri}>`,
    detail: term.label,
    info: term.definition,
    kind: term.kind,
    key: folded(`${term.name ?? term.iri} ${term.label ?? ""}`),
    apply: applying(term.name ?? `<${term.iri}>`, prefixes),
  }));
}

/** Better the earlier it matches; after "a" classes come first. */
function score(option, typed, wantsClass) {
  const at = option.key.indexOf(typed);
  if (at < 0) return 0;
  const begins = at === 0 ? 40 : /[\s:/]/.test(option.key[at - 1]) ? 20 : 0;
  return 10 + begins + (wantsClass && option.kind === "class" ? 50 : 0) + (RANKS[option.kind] ?? 0);
}

function variablesIn(text, except) {
  const found = new Set([...text.matchAll(/[?$](\w+)/g)].map(([variable]) => variable));
  found.delete(except);
  return [...found].sort().map((label) => ({ label, type: "variable" }));
}

/** A source of completions over what the server gives: {prefixes: {name: iri}, terms: [{iri, name, kind, label, definition}]}. */
export function completions(loaded) {
  let options = null;
  return async (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      return { from: variable.from, options: variablesIn(context.state.doc.toString(), variable.text), validFor: /^[?$]\w*$/ };
    }
    const word = context.matchBefore(/[\p{L}][\p{L}\w-]*:?[\p{L}\w/.-]*/u);
    if (!word && !context.explicit) return null;
    options ??= termOptions(await loaded);
    const from = word?.from ?? context.pos;
    const typed = folded(word?.text ?? "");
    const line = context.state.doc.lineAt(from);
    const wantsClass = /(?:\sa|rdf:type)\s+$/.test(line.text.slice(0, from - line.from));
    const found = options
      .map((option) => ({ ...option, boost: score(option, typed, wantsClass) }))
      .filter(({ boost }) => boost > 0)
      .sort((first, second) => second.boost - first.boost || first.label.length - second.label.length)
      .slice(0, MOST);
    const words = typed ? WORDS.filter((each) => each.startsWith(typed.toUpperCase())).map((label) => ({ label })) : [];
    return { from, options: [...words, ...found], filter: false };
  };
}
