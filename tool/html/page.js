// The page of `conure report`. Reads the SARIF runs and the sources embedded in #data and draws them; asks no network.
"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const $ = id => document.getElementById(id);
const el = (tag, attrs = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [k, v] of Object.entries(attrs)) {
    if (k === "onclick") node.addEventListener("click", v);
    else if (v !== undefined && v !== null && v !== false) node.setAttribute(k, v === true ? "" : v);
  }
  node.append(...children.filter(c => c !== null && c !== undefined));
  return node;
};

// --- SARIF to findings -------------------------------------------------------------------------------------------
function place(location) {
  const physical = location && location.physicalLocation;
  if (!physical || !physical.artifactLocation) return null;
  const r = physical.region || {};
  return { uri: decodeURIComponent(physical.artifactLocation.uri || ""), line: r.startLine || 1, column: r.startColumn || 1,
           endLine: r.endLine || r.startLine || 1, endColumn: r.endColumn || (r.startColumn || 1) + 1,
           snippet: (physical.contextRegion || r), text: location.message && location.message.text };
}

// A message is its point, then sentences: those that link to a place are steps of the path, "Help: …" is told apart.
const LINK = /\[((?:\\.|[^\]\\])*)\]\((\d+)\)\.?/g;
const unescaped = text => text.replace(/\\([[\]\\])/g, "$1");

function partsOf(text) {
  const first = text.match(/^[\s\S]*?[.!?](?=\s+['"`A-Z([]|\s*$)/);
  const point = first ? first[0] : text;
  const helps = [];
  const rest = text.slice(point.length).replace(/Help: [\s\S]*?(?=\.\s+\[|\.\s+Help: |$)\.?/g, help => { helps.push(help.slice(6)); return ""; })
    .replace(LINK, "").replace(/\s+/g, " ").trim();
  return { point: unescaped(point.replace(LINK, "$1")), reasons: unescaped(rest), helps: helps.map(h => unescaped(h.replace(LINK, "$1"))) };
}

function stepsOf(result, main) {
  const flow = ((((result.codeFlows || [])[0] || {}).threadFlows || [])[0] || {}).locations || [];
  const steps = flow.map(f => place(f.location)).filter(Boolean);
  const seen = new Set(steps.map(s => `${s.uri}:${s.line}:${s.column}:${s.text}`));
  for (const related of result.relatedLocations || []) {
    const p = place(related);
    if (p && !seen.has(`${p.uri}:${p.line}:${p.column}:${p.text}`)) steps.push(p);
  }
  const isMain = s => s.uri === main.uri && s.line === main.line && s.column === main.column;
  const bare = text => text.replace(/[.\s]+$/, "");
  return steps.filter(s => s.text && !(isMain(s) && (s.text === main.text || bare(s.text) === bare(main.point))));
}

const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
const findings = [];
const rules = new Map();
for (const run of data.runs) {
  const list = (run.tool && run.tool.driver && run.tool.driver.rules) || [];
  for (const rule of list) rules.set(rule.id, rule);
  for (const result of run.results || []) {
    const main = place((result.locations || [])[0]) || { uri: "", line: 1, column: 1, endLine: 1, endColumn: 1 };
    const parts = partsOf(result.message && result.message.text || "");
    main.point = parts.point;
    main.text = unescaped((result.message && result.message.text || "").replace(LINK, "$1."));
    const rule = rules.get(result.ruleId);
    const suppression = (result.suppressions || [])[0];
    findings.push({ id: findings.length, rule: result.ruleId || "?", main,
      level: result.level || (rule && rule.defaultConfiguration && rule.defaultConfiguration.level) || "warning",
      message: main.text, ...parts, steps: stepsOf(result, main), fixes: result.fixes || [],
      suppression, isNew: result.baselineState === "new", state: result.baselineState });
  }
}
// What was not checked, or not to the end: a page without it would look clean.
for (const run of data.runs)
  for (const invocation of run.invocations || [])
    for (const n of invocation.toolExecutionNotifications || []) {
      const main = place((n.locations || [])[0]) || { uri: "", line: 1, column: 1, endLine: 1, endColumn: 1 };
      const text = unescaped((n.message && n.message.text) || "");
      main.point = main.text = text;
      main.whole = !((n.locations || [])[0]?.physicalLocation?.region);
      findings.push({ id: findings.length, rule: `(not checked) ${(n.descriptor && n.descriptor.id) || ""}`.trim(), main,
        level: n.level || "warning", message: text, point: text, reasons: "", helps: [], steps: [], fixes: [], problem: true });
    }
const levels = ["error", "warning", "note"].filter(l => findings.some(f => f.level === l));
const order = { error: 0, warning: 1, note: 2, none: 3 };

const counted = list => {
  const bad = list.filter(f => f.problem).length;
  return plural(list.length - bad, "finding") + (bad ? `, ${plural(bad, "problem")} of the check` : "");
};

// --- the list ----------------------------------------------------------------------------------------------------
const shown = new Set(levels);
let current = null, step = 0;

function visible() {
  const words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  return findings.filter(f => shown.has(f.level) && (!f.suppression || $("suppressed").checked) &&
    (!$("newonly").checked || f.isNew) &&
    words.every(w => `${f.rule} ${f.main.uri}:${f.main.line} ${f.message}`.toLowerCase().includes(w)));
}

function drawList() {
  const byFile = $("group").value === "file";
  const groups = new Map();
  const rows = visible();
  for (const f of rows) {
    const key = byFile ? f.main.uri : f.rule;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(f);
  }
  $("count").textContent = rows.length === findings.length ? counted(rows) : `${rows.length} of ${findings.length} shown`;
  const list = $("list");
  list.replaceChildren();
  for (const [key, members] of [...groups].sort((a, b) => a[0] < b[0] ? -1 : 1)) {
    members.sort((a, b) => order[a.level] - order[b.level] || (a.main.uri < b.main.uri ? -1 : a.main.uri > b.main.uri ? 1 : a.main.line - b.main.line));
    list.append(el("div", { class: "group" }, el("h2", {}, key, el("span", {}, String(members.length))),
      ...members.map(f => el("button", { class: `item${f.suppression || f.state === "absent" ? " quiet" : ""}`, "data-id": f.id, type: "button",
          "aria-current": current === f ? "true" : null, onclick: () => select(f) },
        el("span", { class: `tag ${f.level}` }, f.level), f.isNew ? el("span", { class: "tag" }, "new") : null,
        f.suppression ? el("span", { class: "tag" }, "suppressed") : null, el("span", { class: "point" }, f.point),
        el("small", {}, byFile ? `${f.rule} · line ${f.main.line}` : `${f.main.uri}:${f.main.line}`)))));
  }
  if (!rows.length) list.append(el("p", { class: "empty" }, findings.length ? "Nothing matches the filter." : "No findings."));
}

// --- the source, with the path of the finding ----------------------------------------------------------------------
const CONTEXT = 4;

function linesOf(uri, p) {
  const file = data.sources[uri];
  if (file) return { lines: file.lines, stale: file.stale };
  const text = p.snippet && p.snippet.snippet && p.snippet.snippet.text;
  if (!text) return null;
  const sparse = [];
  text.split("\n").forEach((t, i) => { sparse[(p.snippet.startLine || p.line) - 1 + i] = t; });
  return { lines: sparse, snippet: true };
}

const KEYWORDS = new Set(("alignas alignof auto bool break case catch char char8_t char16_t char32_t class concept const consteval constexpr " +
  "constinit const_cast continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit export " +
  "extern false final float for friend goto if inline int long mutable namespace new noexcept nullptr operator override private " +
  "protected public register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch " +
  "template this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while").split(" "));
const TOKEN = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|#\s*\w+|[A-Za-z_]\w*|\d(?:[\w.]|'\d)*/g;

// The class of each character of a line; `comment`: the line begins inside of a block comment.
function colours(text, comment) {
  const out = new Array(text.length).fill("");
  const put = (from, to, name) => out.fill(name, from, to);
  let start = 0;
  if (comment) {
    const end = text.indexOf("*/");
    start = end < 0 ? text.length : end + 2;
    put(0, start, "c");
  }
  TOKEN.lastIndex = start;
  for (let m; (m = TOKEN.exec(text)) !== null;) {
    const t = m[0];
    const name = /^\/[/*]/.test(t) ? "c" : /^["']/.test(t) ? "s" : t[0] === "#" ? "k" : /^\d/.test(t) ? "n"
      : KEYWORDS.has(t) ? "k" : /^CONURE_/.test(t) ? "m" : "";
    if (name) put(m.index, m.index + t.length, name);
  }
  return out;
}

function commentsOpenAt(source) {
  if (!source.open) {
    let inside = false;
    source.open = source.lines.map(text => {
      const was = inside;
      let rest = text || "";
      if (inside) {
        const end = rest.indexOf("*/");
        if (end < 0) return was;
        rest = rest.slice(end + 2);
        inside = false;
      }
      for (const t of rest.match(TOKEN) || []) inside = t.startsWith("/*") && !t.endsWith("*/");
      return was;
    });
  }
  return source.open;
}

function marked(text, line, places, comment) {
  const names = colours(text, comment);
  const piece = (from, to) => {
    const out = [];
    for (let i = from; i < to;) {
      let j = i;
      while (j < to && names[j] === names[i]) ++j;
      out.push(names[i] ? el("span", { class: names[i] }, text.slice(i, j)) : text.slice(i, j));
      i = j;
    }
    return out;
  };
  const hits = places.filter(p => p.line <= line && line <= p.endLine)
    .map(p => [p.line === line ? p.column - 1 : text.search(/\S|$/), p.endLine === line ? p.endColumn - 1 : text.length])
    .sort((a, b) => a[0] - b[0]);
  const out = [];
  let at = 0;
  for (const [from, to] of hits) {
    if (from < at || to <= from) continue;
    out.push(...piece(at, from), el("mark", {}, ...piece(from, Math.min(to, text.length))));
    at = Math.min(to, text.length);
  }
  out.push(...piece(at, text.length));
  return out;
}

function sourceBlock(uri, places) {
  const source = linesOf(uri, places[0]);
  const box = el("div", { class: "source", "data-uri": uri }, el("h3", {}, uri));
  if (!source) {
    box.append(el("p", { class: "empty" }, "The source was not found when this report was made."));
    return box;
  }
  if (source.stale) box.append(el("p", { class: "stale" }, "This file changed after the check ran: lines may not match."));
  const wanted = new Set();
  for (const p of places)
    for (let l = Math.max(1, p.line - CONTEXT); l <= Math.min(source.lines.length, p.endLine + CONTEXT); ++l) wanted.add(l);
  const table = el("table");
  let last = 0;
  for (const line of [...wanted].sort((a, b) => a - b)) {
    if (last && line > last + 1) table.append(el("tr", { class: "gap" }, el("td", { colspan: 2 }, "⋯")));
    last = line;
    const here = places.filter(p => p.line === line);
    const comment = commentsOpenAt(source)[line - 1];
    const text = source.lines[line - 1] || "";
    table.append(el("tr", { class: places.some(p => p.line <= line && line <= p.endLine) ? "hit" : "", "data-line": line },
      el("td", { class: "ln" }, String(line)), el("td", {}, ...marked(text, line, places, comment))));
    for (const p of here)
      table.append(el("tr", { class: "say", "data-step": p.index }, el("td", { class: "ln" }),
        el("td", {}, el("span", { class: "bubble" }, el("span", { class: `num${p.index === 0 ? " main" : ""}` }, p.index === 0 ? "!" : String(p.index)), el("span", {}, p.point || p.text || "")))));
  }
  box.append(table);
  return box;
}

// Arrows from each step to the next one in the same block, along the left margin.
function drawPath(root) {
  for (const box of root.querySelectorAll(".source")) {
    box.querySelectorAll("svg.path").forEach(s => s.remove());
    const dots = [...box.querySelectorAll(".say .num")].map(n => ({ n, i: +n.closest("tr").dataset.step })).sort((a, b) => (a.i || 1e9) - (b.i || 1e9));
    if (dots.length < 2) continue;
    const base = box.getBoundingClientRect();
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "path");
    for (let k = 1; k < dots.length; ++k) {
      const a = dots[k - 1].n.getBoundingClientRect(), b = dots[k].n.getBoundingClientRect();
      const x1 = a.left - base.left + box.scrollLeft, y1 = a.top - base.top + box.scrollTop + a.height / 2;
      const x2 = b.left - base.left + box.scrollLeft, y2 = b.top - base.top + box.scrollTop + b.height / 2;
      const bend = 14 + 6 * k;
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", `M${x1} ${y1} C${x1 - bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
      svg.append(path);
    }
    box.append(svg);
  }
}

function goTo(index) {
  step = index;
  for (const b of document.querySelectorAll(".steps button")) b.setAttribute("aria-current", +b.dataset.step === index ? "step" : "false");
  document.querySelectorAll("tr.now").forEach(r => r.classList.remove("now"));
  const say = document.querySelector(`tr.say[data-step="${index}"]`);
  if (!say) return;
  let line = say.previousElementSibling;
  while (line && line.classList.contains("say")) line = line.previousElementSibling;
  if (line) line.classList.add("now");
  say.scrollIntoView({ block: "nearest" });
}

// --- the rule's page: the subset of Markdown that docs/rules uses -----------------------------------------------------
function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).filter(Boolean).map(part => {
    if (part.startsWith("`")) return el("code", {}, part.slice(1, -1));
    if (part.startsWith("**")) return el("strong", {}, part.slice(2, -2));
    const link = part.match(/^\[([^\]]+)\]\((https?:[^)]+)\)$/);
    if (link) return el("a", { href: link[2], rel: "noreferrer" }, link[1]);
    const local = part.match(/^\[([^\]]+)\]\([^)]+\)$/);
    return local ? local[1] : part;
  });
}

function markdown(text) {
  const out = el("div", { class: "page" });
  const blocks = text.split(/(```[\s\S]*?```)/);
  for (const block of blocks) {
    if (block.startsWith("```")) {
      out.append(el("pre", {}, el("code", {}, block.replace(/^```\w*\n?|```$/g, ""))));
      continue;
    }
    for (const para of block.split(/\n\s*\n/)) {
      const body = para.trim();
      if (!body) continue;
      const head = body.match(/^(#{1,6}) (.*)$/);
      if (head) out.append(el("h3", {}, ...inline(head[2])));
      else if (/^[-*] /.test(body)) out.append(el("ul", {}, ...body.split(/\n(?=[-*] )/).map(i => el("li", {}, ...inline(i.replace(/^[-*] /, ""))))));
      else if (/^\|/.test(body)) out.append(el("table", {}, ...body.split("\n").filter(r => !/^\|[\s:|-]+$/.test(r)).map(r =>
        el("tr", {}, ...r.replace(/^\||\|$/g, "").split("|").map(c => el("td", {}, ...inline(c.trim())))))));
      else out.append(el("p", {}, ...inline(body.replace(/\n/g, " "))));
    }
  }
  return out;
}

function fixBlock(fix) {
  const pre = el("pre", { class: "fix" });
  for (const change of fix.artifactChanges || [])
    for (const r of change.replacements || []) {
      const d = r.deletedRegion, file = data.sources[decodeURIComponent(change.artifactLocation.uri)];
      const row = file && file.lines[d.startLine - 1];
      if (row === undefined || row === null || (d.endLine && d.endLine !== d.startLine)) {
        pre.append(`line ${d.startLine}: `, el("ins", {}, (r.insertedContent || {}).text || ""), "\n");
        continue;
      }
      const from = (d.startColumn || 1) - 1, to = d.endColumn ? d.endColumn - 1 : from;
      pre.append(row.slice(0, from), to > from ? el("del", {}, row.slice(from, to)) : "", el("ins", {}, (r.insertedContent || {}).text || ""), row.slice(to), "\n");
    }
  const what = (fix.description && fix.description.text) || "";
  return el("div", { class: "change" }, el("h3", {}, "Suggested change", what ? el("span", {}, ` ${what}`) : null), pre);
}

function drawDetail() {
  const box = $("detail"), f = current;
  box.replaceChildren();
  if (!f) {
    box.append(el("p", { class: "empty" }, findings.length ? "Choose a finding on the left." : "Nothing to show: the check found nothing."));
    return;
  }
  const rule = rules.get(f.rule);
  const all = [...f.steps.map((s, i) => ({ ...s, index: i + 1 })), { ...f.main, index: 0, text: f.point }];
  box.append(el("div", { class: "where" }, el("span", { class: `tag ${f.level}` }, f.level), `${f.rule} · ${f.main.uri}${f.main.whole ? "" : `:${f.main.line}:${f.main.column}`}`),
    el("h2", {}, f.point));
  if (f.reasons) box.append(el("p", { class: "reasons" }, f.reasons));
  for (const help of f.helps) box.append(el("p", { class: "help" }, el("strong", {}, "Help "), help));
  if (f.suppression) box.append(el("p", { class: "stale" }, `Suppressed${f.suppression.justification ? `: ${f.suppression.justification}` : "."}`));
  if (all.length > 1) {
    box.append(el("ol", { class: "steps" }, ...all.map(s => el("li", {}, el("button", { type: "button", "data-step": s.index, onclick: () => goTo(s.index) },
      el("span", { class: `num${s.index === 0 ? " main" : ""}` }, s.index === 0 ? "!" : String(s.index)),
      el("span", {}, s.text, " ", el("span", { class: "where" }, `${s.uri === f.main.uri ? "" : s.uri}:${s.line}`)))))),
      el("div", { class: "walk" }, el("button", { type: "button", onclick: () => goTo((step + all.length - 1) % all.length) }, "← previous step"),
        el("button", { type: "button", onclick: () => goTo((step + 1) % all.length) }, "next step →"), el("span", { class: "keys" }, "keys: n p steps · j k findings · / filter")));
  }
  const byFile = new Map();
  for (const s of all) (byFile.get(s.uri) || byFile.set(s.uri, []).get(s.uri)).push(s);
  for (const [uri, places] of byFile) box.append(sourceBlock(uri, places));
  for (const fix of f.fixes) box.append(fixBlock(fix));
  const help = rule && rule.help && (rule.help.markdown || rule.help.text);
  if (help) box.append(el("details", {}, el("summary", {}, `About ${f.rule}`), markdown(help)));
  goTo(0);
  drawPath(box);
}

function select(f) {
  current = f;
  location.replace(`#${f.id}`);
  document.querySelectorAll(".item").forEach(i => i.setAttribute("aria-current", +i.dataset.id === f.id ? "true" : "false"));
  const item = document.querySelector(`.item[data-id="${f.id}"]`);
  if (item) item.scrollIntoView({ block: "nearest" });
  showTab("findings");
  drawDetail();
}

// --- tabs, filters, keys -------------------------------------------------------------------------------------------
function showTab(name) {
  $("graph").hidden = name !== "graph";
  $("detail").hidden = document.querySelector("aside").hidden = name === "graph";
  document.querySelector("main").style.gridTemplateColumns = name === "graph" ? "1fr" : "";
  for (const b of $("tabs").children) b.setAttribute("aria-selected", String(b.dataset.tab === name));
}

if (data.graph) {
  // As a picture: whatever the file holds, no script in it runs.
  $("graph").append(el("p", { class: "where" }, "A box is a process class with its messages; a line is a message and what crosses with it, a dotted one a spawn; the program begins at the blue box."),
    el("img", { alt: "The program's processes and the messages between them", src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(data.graph)}` }));
  for (const [tab, title] of [["findings", "Findings"], ["graph", "Processes"]])
    $("tabs").append(el("button", { type: "button", role: "tab", "data-tab": tab, onclick: () => showTab(tab) }, title));
}
for (const level of levels) {
  const button = el("button", { type: "button", class: level, "aria-pressed": "true", onclick: () => {
    shown.has(level) ? shown.delete(level) : shown.add(level);
    button.setAttribute("aria-pressed", String(shown.has(level)));
    drawList();
  } }, plural(findings.filter(f => f.level === level).length, level));
  $("levels").append(button);
}
$("newonly-label").hidden = !findings.some(f => f.state);
$("suppressed-label").hidden = !findings.some(f => f.suppression);
for (const id of ["search", "group", "newonly", "suppressed"]) $(id).addEventListener("input", drawList);

const root = document.documentElement;
root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
$("theme").addEventListener("click", () => { root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark"; });

document.addEventListener("keydown", e => {
  if (e.target.matches("input, select")) { if (e.key === "Escape") e.target.blur(); return; }
  const rows = [...document.querySelectorAll(".item")].map(i => findings[+i.dataset.id]);
  const at = rows.indexOf(current), count = current ? current.steps.length + 1 : 0;
  if (e.key === "/") { e.preventDefault(); $("search").focus(); }
  else if (e.key === "j" && rows[at + 1]) select(rows[at + 1]);
  else if (e.key === "k" && rows[at - 1]) select(rows[at - 1]);
  else if (e.key === "n" && count) goTo((step + 1) % count);
  else if (e.key === "p" && count) goTo((step + count - 1) % count);
});
addEventListener("resize", () => drawPath($("detail")));

const driver = data.runs.length && data.runs[0].tool ? data.runs[0].tool.driver : {};
$("subtitle").textContent = [driver.version || driver.semanticVersion, counted(findings)].filter(Boolean).join(" · ");
drawList();
showTab("findings");
const asked = findings[+location.hash.slice(1)];
if (location.hash === "#processes" && data.graph) showTab("graph"); else if (location.hash && asked) select(asked); else if (visible().length) select(findings[+document.querySelector(".item").dataset.id]); else drawDetail();
})();
