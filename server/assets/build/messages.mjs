// The texts that the scripts show, so that the server can hand over their translations.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ASSETS, WEB } from "./folders.mjs";

// t("...") with one literal text is the only form that is used.
const MESSAGE = /\bt\(\s*("(?:[^"\\]|\\.)*")/g;

/** Writes messages.json: each text once, in order. */
export function collectMessages() {
  const folder = join(ASSETS, "scripts");
  const found = new Set();
  for (const name of readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".js"))) {
    for (const [, literal] of readFileSync(join(folder, name), "utf8").matchAll(MESSAGE)) found.add(JSON.parse(literal));
  }
  writeFileSync(join(WEB, "messages.json"), `${JSON.stringify([...found].sort(), null, 1)}\n`);
}
