/** The baseline of a synthesis: a Node process that reads, stringifies and writes the same JSON. node tools/bench/baseline.cjs <from> <to> */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const [from, to] = process.argv.slice(2);
for (const file of fs.readdirSync(from, { recursive: true })) {
  if (!file.endsWith(".json")) continue;
  const document = JSON.parse(fs.readFileSync(path.join(from, file), "utf8"));
  fs.mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
  fs.writeFileSync(path.join(to, file), JSON.stringify(document, null, 2));
}
