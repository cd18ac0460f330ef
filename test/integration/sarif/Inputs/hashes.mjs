// hashes.mjs LOG ROOT: the primaryLocationLineHash of every result is what computeRollingHashes of @microsoft/sarif says, the
// published port of GitHub's algorithm. NODE_TOOLS: where it is installed.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const dist = path.join(process.env.NODE_TOOLS, "node_modules/@microsoft/sarif/dist/index.js");
const { computeRollingHashes } = await import(pathToFileURL(dist));

const [log, root] = process.argv.slice(2);
const known = new Map();
let compared = 0;
for (const run of JSON.parse(fs.readFileSync(log, "utf8")).runs)
  for (const result of run.results) {
    const place = result.locations[0].physicalLocation;
    const uri = place.artifactLocation.uri;
    const file = uri.startsWith("file://") ? decodeURIComponent(uri.slice(7)) : path.join(root, decodeURIComponent(uri));
    if (!known.has(file)) known.set(file, computeRollingHashes(fs.readFileSync(file, "utf8")));
    const expected = known.get(file).get(place.region.startLine);
    const got = result.partialFingerprints.primaryLocationLineHash;
    if (got !== expected) {
      console.log(`${file}:${place.region.startLine}: ${got}, expected ${expected}`);
      process.exit(1);
    }
    ++compared;
  }
if (!compared) process.exit(2);
console.log(`${compared} line hashes are GitHub's`);
