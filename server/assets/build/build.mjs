// Builds the scripts of the pages and the packages they stand on into server/mlat/web/static.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { ASSETS, SCRIPTS, VENDOR } from "./folders.mjs";
import { packagesOf, writeLicences, writeLock } from "./lock.mjs";
import { collectMessages } from "./messages.mjs";
import { placesOfTheWorld } from "./places.mjs";

const COMMON = {
  absWorkingDir: ASSETS,
  bundle: true,
  charset: "utf8",
  format: "esm",
  legalComments: "none", // the licences lie beside the bundles, whole
  logLevel: "warning",
  metafile: true,
  minify: true,
  target: ["es2022"],
};

/** Imports of "#name" in our scripts lead to the bundle vendor/name.js, which the browser loads by itself. */
const vendorImports = {
  name: "vendor-imports",
  setup(building) {
    building.onResolve({ filter: /^#/ }, ({ path }) => ({ path: `../vendor/${path.slice(1)}.js`, external: true }));
  },
};

function sourcesIn(folder) {
  return readdirSync(join(ASSETS, folder))
    .filter((name) => name.endsWith(".js"))
    .sort()
    .map((name) => `${folder}/${name}`);
}

async function buildVendor() {
  const { metafile } = await build({ ...COMMON, entryPoints: sourcesIn("vendor"), outdir: VENDOR });
  return packagesOf(metafile);
}

async function buildScripts() {
  const early = ["scripts/theme.js"]; // runs before the page is drawn, so it is no module
  const modules = sourcesIn("scripts").filter((path) => !early.includes(path));
  await build({ ...COMMON, entryPoints: early, outdir: SCRIPTS, format: "iife" });
  await build({
    ...COMMON,
    chunkNames: "shared-[hash]",
    entryPoints: modules,
    outdir: SCRIPTS,
    plugins: [vendorImports],
    splitting: true,
  });
}

function writeAtlas() {
  const atlas = join(ASSETS, "node_modules/world-atlas");
  const written = new Map();
  for (const name of ["countries-110m.json", "countries-50m.json"]) {
    writeFileSync(join(VENDOR, name), readFileSync(join(atlas, name)));
    written.set(name, ["world-atlas"]);
  }
  writeFileSync(join(VENDOR, "places.json"), placesOfTheWorld());
  return written.set("places.json", ["world-atlas"]);
}

for (const folder of [VENDOR, SCRIPTS]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
const packages = new Map([...(await buildVendor()), ...writeAtlas()]);
await buildScripts();
collectMessages();
writeLicences(packages);
writeLock(packages);
