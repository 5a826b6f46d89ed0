// Builds ../miernik.css and ../chart.css. Fails over the size budget or on a forbidden word.
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import postcss from "postcss";
import * as sass from "sass";

const BUDGET_BYTES = 13 * 1024;
const FORBIDDEN = /crest|crown|gds transport|gov\.uk logo|#ffdd00|#1d70b8|#0b0c0c/i;

// Parts of the upstream components that no page of ours uses.
const UNUSED = /govuk-tag|--inverse|link-image|--interruption|panel__actions|clearfix|from-desktop|collapse-on-mobile|button--start|frontend-supported|--xl|link--text-colour|type=number|::-moz-focus-inner|spin-button|extra-letter-spacing|link-title--decorated|cannot-start|exit-this-page|pagination--block|password|::-webkit-details-marker|section-break--xl|message--disabled|pagination__(icon|link-label)|link--no-underline|summary-card__action|actions-list|fieldset__heading|-body-(lead|m)\b|--small .*:hover|details__text p|width-(?!30|20|10|5|4|3|2|container)/;
const KEEP = /^\.govuk-(heading|caption)-xl$/;
const OLD_MEDIA = /print|-ms-high-contrast|screen\S/;
const OLD_SUPPORTS = /max\(calc|not \(text-wrap|position: sticky/;

function render(file) {
  return sass.compile(file, { loadPaths: ["node_modules"], quietDeps: true, style: "expanded", charset: false }).css;
}

function inverted(list, test) {
  return list.filter((item) => !test(item));
}

// Takes out what old browsers, their brand and their print layer needed; ours follows in miernik.scss.
function strip(root) {
  root.walkComments((comment) => comment.remove());
  root.walkAtRules((rule) => {
    if (rule.name === "font-face") rule.remove();
    else if (rule.name === "media" && OLD_MEDIA.test(rule.params) && rule.params !== "screen") {
      if (/forced-colors/.test(rule.params)) rule.params = "(forced-colors: active)";
      else rule.remove();
    } else if (rule.name === "supports" && OLD_SUPPORTS.test(rule.params)) rule.remove();
    else if (rule.name === "supports" && /-ms-ime-align/.test(rule.params)) rule.replaceWith(rule.nodes);
  });
  root.walkRules((rule) => {
    const kept = inverted(rule.selectors, (one) => UNUSED.test(one) && !KEEP.test(one));
    if (kept.length === 0) rule.remove();
    else rule.selectors = kept;
  });
  root.walkDecls((decl) => {
    decl.value = decl.value.replace(/var\((--govuk-[a-z-]+), #[0-9a-f]{3,6}\)/g, "var($1)");
    const vendor = /^-(webkit|moz|ms)-/.test(decl.prop) && !/text-size-adjust/.test(decl.prop);
    if (vendor || decl.prop === "font-family" || decl.prop === "word-wrap" || /#[0-9a-f]{3,6}/.test(decl.value)) decl.remove();
  });
}

// Joins neighbours with the same selector, drops what became empty.
function tidy(root) {
  root.walk((node) => {
    if (node.nodes?.length === 0) node.remove();
  });
  root.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  root.walkRules((rule) => {
    const before = rule.prev();
    if (before?.type === "rule" && before.selector === rule.selector) {
      rule.prepend(before.nodes);
      before.remove();
    }
  });
  root.walkAtRules("media", (rule) => {
    const before = rule.prev();
    if (before?.type === "atrule" && before.name === "media" && before.params === rule.params) {
      rule.prepend(before.nodes);
      before.remove();
    }
  });
}

function print(root) {
  root.walk((node) => {
    node.raws.before = node.parent === root ? "\n" : "";
    if (node.type === "decl") {
      node.raws.between = ":";
      node.value = node.value.replace(/\s*\n\s*/g, " ").replace(/, /g, ",").replace(/(?<![\w.])0\.(\d)/g, ".$1");
    } else {
      node.raws.between = "";
      node.raws.after = "";
      node.raws.semicolon = false;
      if (node.type === "rule") node.selector = node.selector.replace(/\s*,\s*/g, ",").replace(/ ([>+~]) /g, "$1");
    }
  });
  return root.toString().trim();
}

function build(target, header, entries) {
  const css = entries.map(([file, upstream]) => {
    const root = postcss.parse(render(file));
    if (upstream) strip(root);
    tidy(root);
    return print(root);
  });
  const text = `${header}\n${css.join("\n")}\n`;
  const found = text.match(FORBIDDEN);
  if (found) throw new Error(`${target} contains "${found[0]}", which belongs to GOV.UK`);
  const size = gzipSync(text, { level: 9 }).length;
  if (size > BUDGET_BYTES) throw new Error(`${target}: ${size} bytes with gzip, at most ${BUDGET_BYTES} allowed`);
  writeFileSync(target, text);
  console.log(`${target}: ${Buffer.byteLength(text)} bytes, ${size} with gzip`);
}

const version = JSON.parse(readFileSync("node_modules/govuk-frontend/package.json", "utf8")).version;
const HEADER = `/*! Miernik. Built from assets/css (npm run build); do not edit.
Contains a changed subset of govuk-frontend ${version}, MIT licence; its copyright notice and licence text: assets/css/LICENSE-govuk-frontend.txt */`;

build("../miernik.css", HEADER, [["src/govuk.scss", true], ["src/miernik.scss", false]]);
build("../chart.css", "/* Built from assets/css (npm run build); do not edit. */", [["src/chart.scss", false]]);
