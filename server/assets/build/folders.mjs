// Where the sources are, and where what is built of them goes.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ASSETS = dirname(dirname(fileURLToPath(import.meta.url)));
export const WEB = join(ASSETS, "../mlat/web");
export const STATIC = join(WEB, "static");
export const VENDOR = join(STATIC, "vendor");
export const SCRIPTS = join(STATIC, "scripts");
