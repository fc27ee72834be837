/**
 * The tools that Terrace requires: their minimum versions, and how to install them. Plain, old JavaScript, because a Node that is too old must
 * still be able to run it.
 */
"use strict";

var TOOLS = [
  {
    name: "Node.js",
    minimum: [20, 0],
    why: "runs the synthesis and the commands",
    install: "https://nodejs.org/en/download, or `nvm install 22`, `brew install node`",
  },
  {
    name: "Terraform",
    minimum: [1, 11],
    why: "1.11 brought write-only arguments, which keep passwords out of the state",
    install: "https://developer.hashicorp.com/terraform/install, or `tfenv install 1.11.4`, `brew install hashicorp/tap/terraform`",
  },
  {
    name: "Python",
    minimum: [3, 10],
    why: "runs the local AWS",
    install: "https://www.python.org/downloads, or `apt-get install python3 python3-venv`, `brew install python`",
  },
  {
    name: "Python's venv module",
    why: "keeps the local AWS's packages in a folder of their own",
    install: "`apt-get install python3-venv` (Debian, Ubuntu); it comes with Python everywhere else",
  },
];

/** "v20.11.1" → [20, 11, 1]; null if it is not a version. */
function parseVersion(text) {
  var match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text || "");
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] || 0)] : null;
}

function isOlder(version, minimum) {
  return version[0] < minimum[0] || (version[0] === minimum[0] && version[1] < minimum[1]);
}

/** The problem with one tool, or null. `found` is its version, true for a tool without a version, or null if it is missing. */
function problemWith(tool, found) {
  var needed = tool.minimum ? tool.name + " " + tool.minimum.join(".") + " or newer" : tool.name;
  var help = "    needed: " + needed + " (" + tool.why + ")\n    get it: " + tool.install;
  if (!found) return "  " + tool.name + " was not found\n" + help;
  if (!tool.minimum) return null;
  var version = parseVersion(found);
  if (!version) return "  the version of " + tool.name + ", " + JSON.stringify(found) + ", cannot be parsed\n" + help;
  return isOlder(version, tool.minimum) ? "  " + tool.name + " " + version.join(".") + " is too old\n" + help : null;
}

/** All problems with the tools. `found` has one entry for each of TOOLS. */
function problemsWith(found) {
  return TOOLS.map(function (tool) {
    return problemWith(tool, found[tool.name]);
  }).filter(Boolean);
}

module.exports = { TOOLS: TOOLS, parseVersion: parseVersion, problemWith: problemWith, problemsWith: problemsWith };
