// readers.mjs HERE: reads out.rdjson, out.gitlab, out.junit and out.github of the working directory with what others read them with,
// and compares what they understood with out.json. NODE_TOOLS: where the readers are installed.
import assert from "node:assert";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const here = process.argv[2];
const require = createRequire(process.env.NODE_TOOLS + "/");
const load = (name) => import(pathToFileURL(require.resolve(name)));
const text = (name) => fs.readFileSync(name, "utf8");

const everything = JSON.parse(text("out.json"));
const shown = everything.findings.filter((f) => !f.suppressed);
assert(shown.length >= 5 && everything.failedUnits.length === 4 && everything.notifications.length >= 5);
const problems = everything.notifications;

// Reviewdog's format: its validator, strictly.
const rdf = require("@umbrelladocs/rdformat-validator");
const validator = new rdf.RDFormatValidator({ strictMode: true, allowExtraFields: false });
const verdict = await validator.validateString(text("out.rdjson"));
assert(verdict.valid, JSON.stringify(verdict.errors, null, 1));
const broken = await validator.validateString(text("out.rdjson").replaceAll('"message"', '"massage"'));
assert(!broken.valid, "the validator takes anything");
const review = JSON.parse(text("out.rdjson"));
assert.strictEqual(review.diagnostics.length, shown.length + problems.length);
const mended = review.diagnostics.find((d) => d.location.path === "fixable.cpp").suggestions[0];
assert.strictEqual(mended.range.start.line, mended.range.end.line);
const line = text("fixable.cpp").split("\n")[mended.range.start.line - 1];
assert.strictEqual(line.slice(0, mended.range.start.column - 1) + mended.text + line.slice(mended.range.end.column - 1),
                   line.replace("std::vector{10, 20}", "recover(std::vector{10, 20})"));

// GitLab: the schema, and a fingerprint for each entry.
const Ajv = require("ajv").default;
const isReport = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(text(path.join(here, "codequality.json"))));
const quality = JSON.parse(text("out.gitlab"));
assert(isReport(quality), JSON.stringify(isReport.errors));
assert.strictEqual(quality.length, shown.length + problems.length);
assert.strictEqual(new Set(quality.map((q) => q.fingerprint)).size, quality.length, "fingerprints repeat");

// JUnit: as a reader of it understands it.
const { parse } = await load("junit2json");
const suites = await parse(text("out.junit"));
const cases = suites.testsuite.flatMap((s) => s.testcase);
const failures = cases.flatMap((c) => c.failure ?? []), errors = cases.flatMap((c) => c.error ?? []);
assert.strictEqual(suites.failures, failures.length);
assert.strictEqual(suites.errors, errors.length);
assert.strictEqual(suites.tests, cases.length);
assert.strictEqual(failures.length, shown.filter((f) => f.severity !== "note").length);
assert.strictEqual(errors.length, problems.filter((p) => p.severity === "error").length);
for (const name of ["syntax.cpp", "crash.cpp", "hang.cpp", "none.cpp"])
  assert(cases.find((c) => c.name === name)?.error?.length, `${name} looks as if it had passed`);
assert(!cases.find((c) => c.name === "good.cpp").failure);

// GitHub: to the byte what its own library writes for the same annotations.
const core = await import(pathToFileURL(path.join(process.env.NODE_TOOLS, "node_modules/@actions/core/lib/core.js")));
let written = "";
const write = process.stdout.write;
process.stdout.write = (piece) => ((written += piece), true);
const annotate = { error: core.error, warning: core.warning, note: core.notice };
const where = (n) => (n.place ? `${n.place.file}:${n.place.line}: ` : "");
for (const p of problems)
  annotate[p.severity](p.message, { title: "conure", file: p.place?.file ?? p.unit, ...lines(p.place) });
for (const f of shown)
  annotate[f.severity](
    [f.message, ...f.notes.map((n) => where(n) + (n.role === "help" ? "help: " : "") + n.message)].join("\n"),
    { title: f.check, file: f.place.file, ...lines(f.place) });
process.stdout.write = write;
function lines(place) {
  if (!place?.line) return {};
  const end = place.endLine ?? place.line;
  return { startLine: place.line, endLine: end,
           startColumn: end === place.line ? place.column : undefined,
           endColumn: end === place.line && place.endColumn > place.column ? place.endColumn : undefined };
}
assert.strictEqual(text("out.github"), written);
console.log(`${shown.length} findings and ${problems.length} problems read back from four formats`);
