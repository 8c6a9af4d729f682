// Builds what browsers load into dist/, which the function app serves; --tests runs the tests that need no browser instead.
// A bundle over its budget fails the build.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

process.chdir(dirname(fileURLToPath(import.meta.url)));
const budget = 10_000; // bytes of gzip that a storefront loads
const shared = { bundle: true, target: "es2020", charset: "utf8", logLevel: "warning" };

if (process.argv.includes("--tests")) await runTests();
else await buildAll();

async function buildAll() {
  const minified = { ...shared, minify: true, write: false };
  const bundle = async (options) => Buffer.from((await build({ ...minified, ...options })).outputFiles[0].contents);
  const files = {
    "sdk/p13n.js": await bundle({ format: "iife", entryPoints: ["sdk/src/index.ts"] }),
    "store/shop.js": await bundle({ format: "iife", entryPoints: ["store/src/shop.ts"] }),
    "store/shop.css": await bundle({ entryPoints: ["store/src/shop.css"] }),
    "store/index.html": readFileSync("store/public/index.html"),
  };
  const size = gzipSync(files["sdk/p13n.js"], { level: 9 }).length;
  console.log(`p13n.js: ${size} bytes of gzip, of ${budget}`);
  if (size > budget) {
    console.error(`The storefront SDK is ${size - budget} bytes over its budget.`);
    process.exit(1);
  }
  for (const [name, content] of Object.entries(files)) write(join("dist", name), content);
}

// What is the same stays as it is, or the app would be built anew each time.
function write(path, content) {
  if (existsSync(path) && readFileSync(path).equals(content)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

async function runTests() {
  const out = "../../.artifacts/web-tests";
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "package.json"), '{"type":"module"}\n');
  const tests = ["sdk/tests", "store/tests"].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith(".test.ts")).map((name) => join(folder, name)));
  await build({ ...shared, format: "esm", platform: "node", entryPoints: tests, outdir: out, sourcemap: "inline" });
  const compiled = tests.map((name) => join(out, name.replace(/\.ts$/, ".js")));
  process.exit(spawnSync(process.execPath, ["--enable-source-maps", "--test", "--test-reporter=tap", ...compiled], { stdio: "inherit" }).status ?? 1);
}
