// The SPARQL form with an editor, answers in the page, and ways to take them along: <form data-sparql-editor>.
import { activate, html } from "./lib/dom.js";
import { codeField } from "./lib/code_field.js";
import { completions } from "./lib/completion.js";
import { filterExamples } from "./lib/examples.js";
import { numeral, t } from "./lib/messages.js";
import { answerViews, failureNote } from "./lib/answer_views.js";
import { downloads, programs, sharing } from "./lib/taking_along.js";

const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9";
/** Longer addresses are cut or refused on the way; the query then goes in the body. */
const LONGEST_LINK = 4000;

const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

async function loaded(form) {
  const nothing = { prefixes: {}, terms: [], jurisdictions: [] };
  if (!form.dataset.completions) return nothing;
  try {
    const answer = await fetch(form.dataset.completions, { headers: { Accept: "application/json" } });
    return answer.ok ? { ...nothing, ...(await answer.json()) } : nothing;
  } catch {
    return nothing; // the editor works without completions
  }
}

/** What results need to know of the graph: where its IRIs lie, prefixes, and its jurisdictions. */
function graphOf(form, { prefixes, jurisdictions }) {
  const base = form.dataset.base ?? "https://w3id.org/mlat/";
  return { base, root: form.dataset.root ?? "/", prefixes, jurisdictions, codes: new Set(jurisdictions.map(({ code }) => code)) };
}

/** The fields of a form besides the format, as the protocol has them. */
function asked(form) {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("format");
  return fields;
}

async function ask(form, signal) {
  const fields = asked(form);
  const address = new URL(form.action);
  const short = `${address}?${fields}`.length < LONGEST_LINK;
  if (short) address.search = fields;
  return fetch(address, { method: short ? "GET" : "POST", body: short ? null : fields, headers: { Accept: ACCEPT }, signal });
}

async function problemOf(answer) {
  const text = await answer.text();
  try {
    return { status: answer.status, detail: text, ...JSON.parse(text) };
  } catch {
    return { status: answer.status, detail: text };
  }
}

class SparqlPage {
  constructor(form) {
    this.form = form;
    this.area = form.querySelector("textarea[name=query]");
    this.loaded = loaded(form);
    this.status = html("p", { class: "sparql-status", role: "status" });
    this.output = html("div", { class: "sparql-output" });
    this.running = null;
  }

  start() {
    const { form, area } = this;
    const label = area.labels?.[0];
    this.field = codeField({
      text: area.value.trimEnd(),
      label: label?.textContent.trim() ?? t("Query"),
      run: () => form.requestSubmit(),
      complete: completions(this.loaded),
      changed: (text) => (area.value = text),
    });
    area.hidden = true;
    area.required = false; // a hidden field that is required could not be mended
    area.after(this.field.element, html("p", { class: "view-note" }, t("{key}+Enter runs the query, Ctrl+Space suggests names, Tab leaves the editor.", { key: MOD })));
    label?.addEventListener("click", () => this.field.focus());
    form.querySelector("button:not([type=button])").after(sharing(form, asked));
    form.after(this.status, this.output, programs(form, () => area.value));
    form.addEventListener("submit", (event) => {
      const format = form.elements.format?.value ?? "html";
      if (event.submitter?.name === "format" || format !== "html") return; // another format is a file, not this page
      event.preventDefault();
      this.run();
    });
    this.takeFragment();
  }

  /** A link with #query=... brings a query that is too long for ?query=. */
  takeFragment() {
    const query = new URLSearchParams(location.hash.slice(1)).get("query");
    if (query === null) return;
    this.field.write(query);
    this.run();
  }

  async run() {
    this.running?.abort();
    const running = (this.running = new AbortController());
    this.field.point(null);
    this.output.replaceChildren();
    this.status.textContent = t("Running …");
    const begun = performance.now();
    try {
      const answer = await ask(this.form, running.signal);
      if (answer.ok) await this.show(answer, begun);
      else this.fail(await problemOf(answer));
    } catch (error) {
      if (error.name === "AbortError") return;
      this.fail({ detail: t("The server could not be reached.") });
      if (!(error instanceof TypeError)) throw error;
    }
  }

  async show(answer, begun) {
    const graph = graphOf(this.form, await this.loaded);
    const type = answer.headers.get("Content-Type") ?? "";
    const hint = answer.headers.get("MLAT-Hint");
    const content = type.includes("json") ? await answer.json() : await answer.text();
    const seconds = numeral(Math.round((performance.now() - begun) / 10) / 100);
    const rows = content.results?.bindings.length;
    this.status.textContent =
      rows === undefined ? t("Answered in {seconds} s", { seconds }) : t("Rows: {count}, in {seconds} s", { count: numeral(rows), seconds });
    this.output.replaceChildren(
      ...[hint && html("p", { class: "view-hint-box", role: "note" }, hint)].filter(Boolean),
      downloads(this.form, asked, typeof content === "string" ? "graph" : "results"),
    );
    answerViews(this.output, content, graph);
    this.bringIntoView();
  }

  /** An answer below the edge of the window would look like none. */
  bringIntoView() {
    if (this.status.getBoundingClientRect().bottom > window.innerHeight * 0.75) this.status.scrollIntoView({ block: "center" });
  }

  fail(problem) {
    this.status.textContent = "";
    this.output.replaceChildren(failureNote(problem));
    this.field.point(problem);
    this.bringIntoView();
  }
}

activate("form[data-sparql-editor]", (form) => new SparqlPage(form).start());
activate("ul[data-examples]", filterExamples);
