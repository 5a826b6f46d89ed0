// Computes cases.json with an XForms evaluator that is not ours (openrosa-xpath-evaluator, as in Enketo, over the XPath of the package xpath) and
// compares the values. Cases: [expression here, the same in XForms, value here]; written by tests/xforms.rs.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DOMParser, Node } from '@xmldom/xmldom';

const require = createRequire(import.meta.url);
const xpath = require('xpath');

// What a browser would give the evaluator.
globalThis.XPathResult = xpath.XPathResult;
globalThis.Node = Node;
globalThis.XPathEvaluator = class {
  evaluate(expression, context, resolver, type, result) {
    return xpath.evaluate(expression, context, resolver, type, result);
  }
  createExpression(expression, resolver) {
    return xpath.createExpression(expression, resolver);
  }
};
const evaluator = require('openrosa-xpath-evaluator')();

// The answers of tests/support/questions.rs, as an XForms instance holds them.
const instance = new DOMParser().parseFromString(
  '<data><n>3</n><zero>0</zero><half>2.5</half><choice>done</choice><set>a c</set><t>3b</t><postcode>00-950</postcode><d>2026-03-31</d></data>',
  'text/xml',
);

const value = (expression, wanted) => {
  const type = typeof wanted === 'boolean' ? XPathResult.BOOLEAN_TYPE : XPathResult.NUMBER_TYPE;
  const result = evaluator.evaluate(expression, instance, null, type);
  return typeof wanted === 'boolean' ? result.booleanValue : result.numberValue;
};

const cases = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8'));
const different = [];
for (const [here, xforms, wanted] of cases) {
  let found;
  try {
    found = value(xforms, wanted);
  } catch (error) {
    found = String(error);
  }
  const same = typeof wanted === 'number' ? Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)) : found === wanted;
  if (!same) different.push(`${here}\n  here ${wanted}, there ${found}: ${xforms}`);
}
console.log(`${cases.length} expressions, ${different.length} with another value`);
if (different.length > 0) {
  console.error(different.slice(0, 20).join('\n'));
  process.exit(1);
}
if (cases.length < 1000) {
  console.error('too few cases');
  process.exit(1);
}
