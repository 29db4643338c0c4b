// Rows of a table as periods with three values: certain, uncertain, not at all.
import { span } from "./dates.js";

const DAY = 86_400_000;

/** The first and last day of a <time>: data-earliest and data-latest if given, else what its date can mean. */
function spanOf(time) {
  if (!time) return null;
  const written = span(time.dateTime || time.textContent);
  const [earliest, latest] = [span(time.dataset.earliest), span(time.dataset.latest)];
  if (!written && !earliest && !latest) return null;
  return [earliest?.[0] ?? written?.[0] ?? null, latest?.[1] ?? written?.[1] ?? null];
}

/**
 * The period of a row: a label; a signature, if any; and segments {from, until, certain}, where until is the
 * first day no longer covered, and null stands for "without a known bound".
 */
export function periodOf(row) {
  const role = (name) => row.querySelector(`time[data-role="${name}"]`);
  const [from, until, signed] = ["from", "until", "signed"].map((name) => spanOf(role(name)));
  const label = row.querySelector("[data-role=label], th[scope=row]") ?? row.cells[0];
  return {
    label: label.textContent.trim(),
    dates: [...row.querySelectorAll("time")].map((time) => time.textContent.trim()),
    signed: signed?.[0] ?? null,
    segments: segments(from, until, signed, row.dataset.certainty === "uncertain"),
  };
}

function segments(from, until, signed, doubtful) {
  if (!from && !until) return [];
  const [earliestFrom, latestFrom] = from ?? [signed?.[0] ?? null, null];
  const [earliestUntil, latestUntil] = until ?? [null, null];
  if (doubtful || latestFrom === null || (until && (earliestUntil === null || latestFrom >= earliestUntil))) {
    return [{ from: earliestFrom, until: latestUntil, certain: false }];
  }
  return [
    { from: earliestFrom ?? signed?.[0] ?? null, until: latestFrom, certain: false },
    { from: latestFrom, until: earliestUntil, certain: true },
    { from: earliestUntil, until: latestUntil, certain: false },
  ].filter((part, index) => index === 1 || (index === 0 || until ? lasts(part) : false));
}

/** Whether a part is longer than the day at which it ends; without a known bound it is. */
function lasts({ from, until }) {
  return from === null || until === null || until - from >= DAY;
}
