// Taking a query and its answer along: files, a link, programs.
import { freshId, html } from "./dom.js";
import { copy } from "./copy.js";
import { snippets } from "./snippets.js";
import { t } from "./messages.js";

const LONGEST_LINK = 4000;
const GRAPH = /^\s*(?:(?:#.*|PREFIX\s+[^\n>]*>|BASE\s+<[^>]*>)\s*)*(?:CONSTRUCT|DESCRIBE)\b/i;

/** Buttons for the same answer in each format of a kind: the options of the form's groups with data-kind. */
export function downloads(form, asked, kind) {
  const options = [...form.querySelectorAll(`optgroup[data-kind="${kind}"] option`)];
  if (!options.length) return "";
  const fields = [...asked(form)].map(([name, value]) => html("input", { type: "hidden", name, value }));
  const long = `${form.action}?${asked(form)}`.length > LONGEST_LINK;
  return html(
    "form",
    { class: "downloads", action: form.action, method: long ? "post" : "get" },
    html("span", {}, t("Download")),
    ...fields,
    ...options.map((option) => html("button", { name: "format", value: option.value }, option.textContent.trim())),
  );
}

/** A button that copies a link: to the answer, or for a long query to this page with the query in it. */
export function sharing(form, asked) {
  const button = html("button", { type: "button" }, t("Copy link"));
  button.addEventListener("click", () => {
    const fields = asked(form);
    const link = `${form.action}?${fields}`;
    copy(link.length < LONGEST_LINK ? link : `${form.action}#query=${encodeURIComponent(fields.get("query"))}`, button);
  });
  return html("span", { class: "sparql-share" }, button);
}

/** The query as a program, made anew whenever the part is opened or a language chosen. */
export function programs(form, query) {
  const endpoint = form.action;
  const made = () => snippets(query(), endpoint, GRAPH.test(query()));
  const code = html("pre", { tabindex: "0" });
  const choice = html("select", { id: freshId("language") }, ...Object.keys(made()).map((name) => html("option", {}, name)));
  const show = () => (code.textContent = made()[choice.value]);
  const button = html("button", { type: "button" }, t("Copy"));
  button.addEventListener("click", () => copy(code.textContent, button));
  choice.addEventListener("change", show);
  const part = html(
    "details",
    { class: "programs" },
    html("summary", {}, t("This query in a program")),
    html("div", { class: "table-tools" }, html("label", { for: choice.id }, t("Language")), choice, button),
    code,
  );
  part.addEventListener("toggle", () => part.open && show());
  form.addEventListener("submit", show);
  return part;
}
