/** The check of the Node version, before anything else runs. Plain, old JavaScript, because a Node that is too old must be able to run it. */
"use strict";

var MINIMUM = [20, 12];

/** The problem with a version of Node, or null. */
function problemWith(text) {
  var version = /(\d+)\.(\d+)/.exec(text) || ["", "0", "0"];
  var major = Number(version[1]);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && Number(version[2]) >= MINIMUM[1])) return null;
  return [
    "Node.js " + text.replace(/^v/, "") + " is too old.",
    "  needed: Node.js " + MINIMUM.join(".") + " or newer (runs the synthesis and the commands)",
    "  get it: https://nodejs.org/en/download, or `nvm install 22`, `brew install node`",
  ].join("\n");
}

function check() {
  var problem = problemWith(process.version);
  if (problem === null) return;
  console.error(problem);
  process.exit(1);
}

module.exports = { MINIMUM: MINIMUM, problemWith: problemWith, check: check };
