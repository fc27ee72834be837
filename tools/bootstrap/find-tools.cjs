/** Reads the version of each tool. tools.cjs then checks the versions. */
"use strict";

var spawnSync = require("child_process").spawnSync;

/** The output of a command, or null if the command is missing or failed. */
function output(program, args) {
  var result = spawnSync(program, args, { encoding: "utf8", timeout: 30000 });
  return result.error || result.status !== 0 ? null : String(result.stdout).trim();
}

function terraformVersion() {
  var answer = output(process.env.TERRAFORM_BINARY_NAME || "terraform", ["version", "-json"]);
  try {
    return answer && JSON.parse(answer).terraform_version;
  } catch (error) {
    return answer;
  }
}

/** The first Python that is new enough, or else the first one found. */
function findPython(isRecent) {
  var found = null;
  var candidates = [process.env.PYTHON, "python3", "python"].filter(Boolean);
  for (var i = 0; i < candidates.length; i++) {
    var version = output(candidates[i], ["-c", "import platform; print(platform.python_version())"]);
    if (version && isRecent(version)) return { program: candidates[i], version: version };
    if (version && !found) found = { program: candidates[i], version: version };
  }
  return found;
}

function findTools(isRecentPython) {
  var python = findPython(isRecentPython);
  var venv = python && output(python.program, ["-c", "import venv, ensurepip; print('there')"]);
  return {
    python: python && python.program,
    versions: {
      "Node.js": process.version,
      Terraform: terraformVersion(),
      Python: python && python.version,
      // A missing Python is reported once, not twice.
      "Python's venv module": python ? venv : true,
    },
  };
}

module.exports = { findTools: findTools };
