// tracing.mjs SCRATCH TRACE…: imports each trace with the importer of chrome://tracing in headless Chromium, and writes what it
// understood as a JSON line. Debian's Chromium is built without that page; Go's sources have the same viewer, which
// `go tool trace` shows. The browser is driven by its debugging pipe (descriptors 3 and 4, NUL between messages).
import { spawn } from "node:child_process";
import fs from "node:fs";

const [scratch, ...traces] = process.argv.slice(2);
const viewer = fs.readdirSync("/usr/share").filter((name) => /^go-/.test(name))
  .map((name) => `/usr/share/${name}/src/cmd/trace/static`).find((path) => fs.existsSync(`${path}/trace_viewer_full.html`));
if (!viewer) throw new Error("the trace viewer is missing: Debian's package golang-1.19-src");
const page = `${scratch}/viewer.html`;
fs.writeFileSync(page, `<!doctype html><meta charset=utf-8><script>${fs.readFileSync(`${viewer}/webcomponents.min.js`)}</script>` +
                         fs.readFileSync(`${viewer}/trace_viewer_full.html`));
const browser = spawn(
  "chromium",
  ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
   "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", `--user-data-dir=${scratch}/profile`,
   "--remote-debugging-pipe", "about:blank"],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const limit = setTimeout(() => { browser.kill("SIGKILL"); console.error("the browser did not answer"); process.exit(1); }, 120_000);

let rest = "", number = 0;
const waiting = new Map();
browser.stdio[4].setEncoding("utf8").on("data", (piece) => {
  const messages = (rest + piece).split("\0");
  rest = messages.pop();
  for (const text of messages) {
    const message = JSON.parse(text);
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  }
});
const send = (method, params = {}, sessionId = undefined) =>
  new Promise((done, failed) => {
    const id = ++number;
    waiting.set(id, (m) => (m.error ? failed(new Error(`${method}: ${m.error.message}`)) : done(m.result)));
    browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + "\0");
  });

const { targetId } = await send("Target.createTarget", { url: "file://" + page });
const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
async function evaluate(expression) {
  const { result, exceptionDetails } = await send(
    "Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }, sessionId);
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}
while (!(await evaluate("Boolean(globalThis.tr?.importer?.Import)"))) await new Promise((go) => setTimeout(go, 100));

async function understood(text) {
  const model = new tr.Model();
  const options = new tr.importer.ImportOptions();
  options.showImportWarnings = false;
  new tr.importer.Import(model, options).importTraces([text]);
  const threads = [], slices = {};
  for (const process of Object.values(model.processes))
    for (const thread of Object.values(process.threads)) {
      threads.push({ process: process.name, name: thread.name ?? null });
      for (const s of thread.sliceGroup.slices) (slices[s.category] ??= []).push(s.title);
    }
  return {
    warnings: model.importWarnings.map((w) => w.message ?? String(w)),
    threads, slices,
    flows: model.flowEvents.length,
    loose: model.flowEvents.filter((f) => !f.startSlice || !f.endSlice).length,
    milliseconds: model.bounds.duration,
  };
}
for (const trace of traces)
  console.log(JSON.stringify(await evaluate(`(${understood})(${JSON.stringify(fs.readFileSync(trace, "utf8"))})`)));
clearTimeout(limit);
await send("Browser.close");
