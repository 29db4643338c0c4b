// The map in time: a slider over years, which asks the server again or looks into the places' changes.
import { freshId, html, settled } from "./dom.js";
import { t } from "./messages.js";

/** Places with the value of a day: the last of their changes [day, value, label] until then, or what they have. */
export function valuesOn(places, day) {
  return places.map((place) => {
    if (!place.changes || !day) return place;
    const last = place.changes.findLast(([from]) => from <= day);
    const [, value, label] = last ?? [null, "no-data", ""];
    return { ...place, value, label };
  });
}

/** The last day of a year, or the day of the data in its own year. */
function dayOf(year, date) {
  return date?.startsWith(String(year)) ? date : `${year}-12-31`;
}

/** A source of values: places that carry their changes know all years; else the server is asked with ?on=DAY. */
function asker(figure, data) {
  if (data.places.some(({ changes }) => changes)) return async (day) => valuesOn(data.places, day);
  let running = new AbortController();
  return async (day) => {
    running.abort();
    running = new AbortController();
    const address = new URL(figure.dataset.source, location.href);
    address.searchParams.set(figure.dataset.dateParameter ?? "on", day);
    const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: running.signal });
    if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
    return (await answer.json()).places;
  };
}

/** A slider over data.years = [first, last]; shows the places of the year's last day. */
export function timeSlider(figure, data, show) {
  const [first, last] = data.years;
  const year = Number(data.date?.slice(0, 4) ?? last);
  const range = html("input", { type: "range", id: freshId("year"), min: first, max: last, step: 1, value: year });
  const told = html("output", { for: range.id });
  const tell = () => (told.textContent = dayOf(range.value, data.date));
  const ask = asker(figure, data);
  const change = settled(120, async () => {
    try {
      show(await ask(dayOf(range.value, data.date)));
    } catch (error) {
      if (error.name !== "AbortError") told.textContent = t("This year could not be loaded.");
    }
  });
  range.addEventListener("input", () => {
    tell();
    change();
  });
  tell();
  return html("div", { class: "map-time" }, html("label", { for: range.id }, t("On")), range, told);
}
