// Checks the colours of ../miernik.css in both schemes: text at least 7:1, marks at least 3:1 (chart series 4:1).
import { readFileSync } from "node:fs";

const css = readFileSync("../miernik.css", "utf8");
const colours = (block) => Object.fromEntries([...block.matchAll(/--([\w-]+):(#[0-9a-f]{6})\b/gi)].map((m) => [m[1], m[2]]));
const blocks = [...css.matchAll(/:root\{color-scheme[^}]*\}|prefers-color-scheme:\s*dark\)\{:root\{[^}]*\}/g)].map((m) => colours(m[0]));
if (blocks.length !== 2) throw new Error(`expected a light and a dark block, found ${blocks.length}`);

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a, b) {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const body = "govuk-body-background-colour", text = "govuk-text-colour", link = "govuk-link-colour";
const secondary = "govuk-secondary-text-colour", inverse = "govuk-inverse-text-colour", input = "govuk-input-border-colour";
const plain = [body, "govuk-template-background-colour", "m-surface", "m-card", "m-accent-soft"];
const soft = [...plain, "m-error-soft", "m-success-soft", "m-warning-soft", "m-field"];
const tags = ["grey", "blue", "green", "yellow", "orange", "red", "purple"];
const levels = [1, 2, 3, 4, 5].map((n) => `m-level-${n}`);

// [least contrast, foreground, backgrounds]
const rules = [
  [7, text, soft],
  [7, text, ["govuk-hover-colour"]],
  [7, secondary, plain],
  [7, link, soft],
  [7, "govuk-link-visited-colour", plain],
  [7, "govuk-link-hover-colour", plain],
  [7, "govuk-error-colour", [body, "m-card", "m-error-soft"]],
  [7, inverse, ["m-button", "m-button-hover", "m-danger", "m-danger-hover"]],
  [7, "govuk-focus-text-colour", ["govuk-focus-colour"]],
  [7, secondary, ["m-grey"]],
  ...tags.map((tag) => [7, `m-${tag}-text`, [`m-${tag}`]]),
  [7, "m-level-text", levels],
  [3, input, [...plain, "m-field"]],
  [3, "govuk-focus-colour", soft],
  [3, "govuk-brand-colour", soft],
  [3, "govuk-error-colour", soft],
  [3, "govuk-success-colour", soft],
  [3, "m-warning-edge", [body, "m-warning-soft"]],
  [3, "m-accent-edge", [body, "m-accent-soft", "m-card"]],
  [3, inverse, ["govuk-brand-colour"]],
  [3, "c-axis", [body, "m-card"]],
  [4, "c-1", [body]], [4, "c-2", [body]], [4, "c-3", [body]], [4, "c-4", [body]], [4, "c-5", [body]], [4, "c-other", [body]],
  [3, "c-1", ["c-band", "c-track"]],
  [3, "m-level-text", levels],
];

let failures = 0;
for (const [i, scheme] of ["light", "dark"].entries()) {
  const worst = {};
  for (const [least, front, backs] of rules) {
    for (const back of backs) {
      const [a, b] = [blocks[i][front], blocks[i][back]];
      if (!a || !b) throw new Error(`no colour ${a ? back : front} in ${scheme}`);
      const value = contrast(a, b);
      if (!worst[least] || value < worst[least][0]) worst[least] = [value, front, back];
      // The palette of the charts is fixed to two digits: 3.995 counts as 4.
      if (value < least - (least === 4 ? 0.05 : 0)) {
        failures += 1;
        console.log(`${scheme}: ${front} on ${back} is ${value.toFixed(2)}, needs ${least}`);
      }
    }
  }
  for (const [least, [value, front, back]] of Object.entries(worst)) {
    console.log(`${scheme}: least where ${least}:1 is asked: ${value.toFixed(2)} (${front} on ${back})`);
  }
}
process.exitCode = failures ? 1 : 0;
