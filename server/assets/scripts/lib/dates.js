// Partial dates: "2018" is a span of days, from 2018-01-01 to 2018-12-31.

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/;

/** The first and the last day that a date can mean, as milliseconds of UTC; null for what is no date. */
export function span(text) {
  const match = DATE.exec(text ?? "");
  if (!match) return null;
  const [year, month, day] = match.slice(1).map((part) => part && Number(part));
  const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
  const last = day ? first : month ? Date.UTC(year, month, 0) : Date.UTC(year, 11, 31);
  return [first, last];
}

/** Today's date as the reader's clock has it, or as the page says (a page that was asked for another day). */
export function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
}

/** A day as YYYY-MM-DD. */
export function isoDay(milliseconds) {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
