// Builds the whitelisted static files into the folder given as the first argument.
import { mkdir, readFile, writeFile, copyFile } from "node:fs/promises";
import { globSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { PurgeCSS } from "purgecss";

const assets = path.dirname(fileURLToPath(import.meta.url));
const product = path.resolve(assets, "../..");
const modules = path.resolve(product, "../../node_modules");
const target = path.join(process.argv[2], "parindex");

// Each file of the font with the weights that it is drawn for: two files serve all of them.
const FONT_WEIGHTS = { 400: "400", 600: "500 700" };
const FONT_SUBSETS = ["latin", "vietnamese"];
const FONT_FOLDER = path.join(modules, "@fontsource/be-vietnam-pro");
const LICENSED = ["@tabler/core", "@tabler/icons", "htmx.org", "echarts", "zrender", "@fontsource/be-vietnam-pro"];

// Class names that only htmx or a script of ours adds, so that no template shows them.
const CLASSES_OF_SCRIPTS = [/^htmx-/, /^is-/];

async function purgedTabler() {
  const css = await readFile(path.join(modules, "@tabler/core/dist/css/tabler.min.css"), "utf8");
  const content = [
    ...globSync(`${product}/**/templates/**/*.html`),
    ...globSync(`${product}/web/**/*.py`),
    ...globSync(`${assets}/scripts/*.js`),
  ];
  const [result] = await new PurgeCSS().purge({
    content,
    css: [{ raw: css.replace(/\/\*# sourceMappingURL=.*?\*\//, "") }],
    safelist: { standard: CLASSES_OF_SCRIPTS },
    keyframes: true,
    // Ours use none of its variables; what no rule left of it uses is weight.
    variables: true,
  });
  return result.css;
}

async function fontFaces() {
  const faces = [];
  await mkdir(path.join(target, "fonts"), { recursive: true });
  for (const [weight, served] of Object.entries(FONT_WEIGHTS)) {
    const source = await readFile(path.join(FONT_FOLDER, `${weight}.css`), "utf8");
    for (const subset of FONT_SUBSETS) {
      const name = `be-vietnam-pro-${subset}-${weight}-normal`;
      const face = source.match(new RegExp(`/\\* ${name} \\*/\\s*(@font-face \\{[^}]*\\})`))[1];
      faces.push(
        face
          .replace(/src:[^;]*;/, `src: url(fonts/${name}.woff2) format("woff2");`)
          .replace(/font-weight:[^;]*;/, `font-weight: ${served};`),
      );
      await copyFile(path.join(FONT_FOLDER, `files/${name}.woff2`), path.join(target, `fonts/${name}.woff2`));
    }
  }
  return faces.join("\n");
}

async function stylesheet() {
  const own = await build({
    entryPoints: [path.join(assets, "styles/app.css")],
    bundle: true,
    write: false,
    logLevel: "error",
  });
  const whole = [await fontFaces(), await purgedTabler(), own.outputFiles[0].text].join("\n");
  const { code } = await transform(whole, { loader: "css", minify: true, target: "chrome100", logLevel: "error" });
  await writeFile(path.join(target, "app.css"), code);
}

// A survey's form is read on phones: nothing of the frame, no font.
async function surveyStylesheet() {
  await build({
    entryPoints: [path.join(assets, "styles/survey.css")],
    outfile: path.join(target, "survey.css"),
    bundle: true,
    minify: true,
    target: "chrome100",
    logLevel: "error",
  });
}

async function script(entry) {
  await build({
    entryPoints: [path.join(assets, "scripts", entry)],
    outfile: path.join(target, entry),
    nodePaths: [modules],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2021",
    define: { "process.env.NODE_ENV": '"production"' },
    legalComments: "eof",
    logLevel: "error",
  });
}

// One file of <symbol>s, referred to as icons.svg#name; only the icons that icons.txt lists.
async function iconSprite() {
  const names = (await readFile(path.join(assets, "icons.txt"), "utf8")).split("\n").filter(Boolean);
  const symbols = [];
  for (const name of names) {
    const svg = await readFile(path.join(modules, `@tabler/icons/icons/outline/${name}.svg`), "utf8");
    const shapes = svg
      .replace(/^[\s\S]*?<svg[^>]*>/, "")
      .replace(/<\/svg>\s*$/, "")
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "")
      .replace(/\s*\n\s*/g, "");
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`);
  }
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  await writeFile(path.join(target, "icons.svg"), sprite);
}

async function licences() {
  const texts = [];
  for (const name of LICENSED) {
    const [file] = globSync(path.join(modules, name, "LICENSE*"));
    const about = JSON.parse(await readFile(path.join(modules, name, "package.json"), "utf8"));
    const text = file ? await readFile(file, "utf8") : `Licence: ${about.license}; author: ${about.author}`;
    texts.push(`== ${name} ${about.version} ==\n\n${text}`);
  }
  await writeFile(path.join(target, "licences.txt"), texts.join("\n\n"));
}

await mkdir(target, { recursive: true });
await Promise.all([stylesheet(), surveyStylesheet(), script("app.js"), script("bar_charts.js"), script("line_charts.js"), iconSprite(), licences()]);
await copyFile(path.join(assets, "logo.svg"), path.join(target, "logo.svg"));
