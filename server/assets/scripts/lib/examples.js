// A filter over the list of example queries.
import { freshId, html } from "./dom.js";
import { folded, numeral, t } from "./messages.js";

export function filterExamples(list) {
  const items = [...list.children].map((item) => ({ item, text: folded(item.textContent) }));
  const status = html("span", { class: "table-count", role: "status" });
  const field = html("input", { type: "search", id: freshId("examples"), autocomplete: "off" });
  field.addEventListener("input", () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    for (const { item, text } of items) item.hidden = !words.every((word) => text.includes(word));
    const shown = items.filter(({ item }) => !item.hidden).length;
    status.textContent = t("Examples: {shown} of {all}", { shown: numeral(shown), all: numeral(items.length) });
  });
  list.before(html("div", { class: "table-tools" }, html("label", { for: field.id }, t("Search examples")), field, status));
}
