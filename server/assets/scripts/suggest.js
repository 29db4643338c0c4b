// Suggestions while typing: <input data-suggest="/suggest.json?kind=jurisdiction">, the combobox of the ARIA
// Authoring Practices with a list. The form sends the id of what was chosen, or the text as it was typed.
// With data-suggest-go, choosing follows the address of the suggestion.
import { activate, freshId, html, settled } from "./lib/dom.js";
import { numeral, t } from "./lib/messages.js";

const WAIT = 120; // milliseconds

class Combobox {
  constructor(input) {
    this.input = input;
    this.results = [];
    this.active = -1;
    this.list = html("ul", { class: "suggestions", role: "listbox", id: freshId("suggestions"), hidden: true });
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || t("Suggestions"));
    this.status = html("span", { class: "unseen", role: "status" });
    this.sent = html("input", { type: "hidden", disabled: true });
    this.name = input.name;
    this.asked = new AbortController();
    this.wanted = false; // whether the reader still waits for suggestions: not after Escape, nor in another field
  }

  start() {
    const { input } = this;
    input.removeAttribute("list"); // the browser's own suggestions would stand over these
    for (const [name, value] of [["role", "combobox"], ["autocomplete", "off"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]]) {
      input.setAttribute(name, value);
    }
    const frame = html("span", { class: "suggest" });
    input.replaceWith(frame);
    frame.append(input, this.list, this.status, this.sent);
    if (input.dataset.id) this.choose({ id: input.dataset.id, label: input.value });
    const ask = settled(WAIT, () => this.wanted && this.ask());
    input.addEventListener("input", () => {
      this.wanted = true;
      this.choose(null);
      ask();
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the field
    this.list.addEventListener("click", ({ target }) => this.take([...this.list.children].indexOf(target.closest("li"))));
  }

  async ask() {
    this.asked.abort();
    const text = this.input.value.trim();
    if (!text) return this.close();
    this.asked = new AbortController();
    const address = new URL(this.input.dataset.suggest, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: this.asked.signal });
      if (answer.ok && this.wanted) this.open((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") this.close(); // without suggestions the field still takes any text
    }
  }

  open(results) {
    this.results = results;
    this.list.replaceChildren(
      ...results.map(({ label, description }, index) =>
        html(
          "li",
          { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" },
          html("span", {}, label),
          description ? html("small", {}, description) : null,
        ),
      ),
    );
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.status.textContent = results.length ? t("Suggestions: {count}", { count: numeral(results.length) }) : t("No suggestion");
    this.point(-1);
  }

  close() {
    this.wanted = false;
    this.asked.abort();
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
    this.point(-1);
  }

  point(index) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.list.children[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const count = this.results.length;
    if (this.list.hidden) {
      if (event.key === "Escape") this.close();
      if (event.key !== "ArrowDown") return;
      this.wanted = true;
      this.ask();
      return;
    }
    const moves = { ArrowDown: (this.active + 1) % count, ArrowUp: (this.active <= 0 ? count : this.active) - 1 };
    if (event.key in moves) this.point(moves[event.key]);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.active >= 0) this.take(this.active);
    else return;
    event.preventDefault();
  }

  take(index) {
    const result = this.results[index];
    if (!result) return;
    this.input.value = result.label;
    this.choose(result);
    this.close();
    if (this.input.dataset.suggestGo !== undefined && result.href) location.assign(result.href);
  }

  /** What the form sends: the id of a result, or with null the text of the field. */
  choose(result) {
    this.sent.disabled = result === null;
    this.sent.value = result?.id ?? "";
    this.sent.name = result === null ? "" : this.name;
    this.input.name = result === null ? this.name : "";
    this.input.dispatchEvent(new CustomEvent("suggestion-chosen", { bubbles: true, detail: result }));
  }
}

activate("input[data-suggest]", (input) => new Combobox(input).start());
