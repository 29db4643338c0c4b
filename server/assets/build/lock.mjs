// What each built file is made of: packages with version, licence and integrity, and the bytes' checksums.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { ASSETS, STATIC, VENDOR } from "./folders.mjs";

const LICENCE_FILES = /^(licen[cs]e|copying)/i;
const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** The packages in each bundle of a build, by the bundle's file name. */
export function packagesOf(metafile) {
  const found = new Map();
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const names = Object.keys(output.inputs)
      .map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1])
      .filter(Boolean);
    found.set(basename(path), [...new Set(names)].sort());
  }
  return found;
}

function described(name) {
  return JSON.parse(readFileSync(join(ASSETS, "node_modules", name, "package.json"), "utf8"));
}

function licenceText(name) {
  const folder = join(ASSETS, "node_modules", name);
  const file = readdirSync(folder).find((entry) => LICENCE_FILES.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  return readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
}

function allOf(packages) {
  return [...new Set([...packages.values()].flat())].sort();
}

/** One file with the licence of every package that is in a bundle. */
export function writeLicences(packages) {
  const parts = allOf(packages).map((name) => {
    const { version, license } = described(name);
    return `${name} ${version} (${license})\n${"=".repeat(72)}\n\n${licenceText(name)}\n`;
  });
  writeFileSync(join(VENDOR, "LICENSES.txt"), parts.join("\n\n"));
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function checksums(root, folders) {
  const paths = folders.flatMap((folder) => filesUnder(join(root, folder)));
  return Object.fromEntries(paths.map((path) => [relative(root, path), sha256(path)]));
}

/** vendor.lock.json, beside the folders it speaks of; the tests compare it with what lies there. */
export function writeLock(packages) {
  const installed = JSON.parse(readFileSync(join(ASSETS, "package-lock.json"), "utf8")).packages;
  const lock = {
    packages: allOf(packages).map((name) => ({
      name,
      version: described(name).version,
      licence: described(name).license,
      integrity: installed[`node_modules/${name}`].integrity,
      files: [...packages].filter(([, names]) => names.includes(name)).map(([file]) => `vendor/${file}`).sort(),
    })),
    built: checksums(STATIC, ["scripts", "vendor"]),
    sources: checksums(ASSETS, ["build", "scripts", "vendor"]),
  };
  writeFileSync(join(STATIC, "vendor.lock.json"), `${JSON.stringify(lock, null, 1)}\n`);
}
