// schema.mjs SCHEMA LOG…: each log is valid against the schema of SARIF 2.1.0. NODE_TOOLS: where ajv is installed.
import fs from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.env.NODE_TOOLS + "/");
const Ajv = require("ajv/dist/2020").default;
const ajv = new Ajv({ strict: false, allErrors: true });
require("ajv-formats").default(ajv);

const [schema, ...logs] = process.argv.slice(2);
const valid = ajv.compile(JSON.parse(fs.readFileSync(schema, "utf8")));
let bad = 0;
for (const log of logs)
  if (!valid(JSON.parse(fs.readFileSync(log, "utf8")))) {
    ++bad;
    for (const e of valid.errors.slice(0, 20)) console.log(`${log}: ${e.instancePath} ${e.message}`);
  }
process.exit(bad ? 1 : 0);
