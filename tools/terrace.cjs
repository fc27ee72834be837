/**
 * The entry point of every command in package.json: node tools/terrace.cjs start
 *
 * Checks the tools, installs missing or stale packages, then runs cli/commands/<command>.ts or tools/commands/<command>.ts. Before the packages
 * are installed only Node is available, so this file has no dependencies and uses syntax that an old Node can parse.
 */
"use strict";

var fs = require("fs");
var path = require("path");
var spawn = require("child_process").spawn;
var tools = require("./bootstrap/tools.cjs");
var findTools = require("./bootstrap/find-tools.cjs").findTools;

var root = path.resolve(__dirname, "..");
// Renamed commands: the earlier names work for one more version.
var renamed = require("./bootstrap/renamed-commands.json");
var given = process.argv[2];
var command = Object.prototype.hasOwnProperty.call(renamed, given) ? renamed[given] : given;
var folders = [path.join("cli", "commands"), path.join("tools", "commands")];
var program = folders
  .map(function (folder) {
    return path.join(folder, command + ".ts");
  })
  .filter(function (file) {
    return fs.existsSync(path.join(root, file));
  })[0];

function isRecentPython(version) {
  return tools.problemsWith({ "Node.js": "20.0", Terraform: "1.11", Python: version, "Python's venv module": true }).length === 0;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

if (!command || !program) {
  var names = folders
    .reduce(function (files, folder) {
      return files.concat(fs.readdirSync(path.join(root, folder)));
    }, [])
    .map(function (file) {
      return file.replace(/\.ts$/, "");
    })
    .sort();
  fail("Unknown command " + JSON.stringify(command || "") + ". Use one of: " + names.join(", ") + ".");
}

if (command !== given)
  console.error("`npm run " + given + "` was renamed to `npm run " + command + "`. The old name works for one more version.");

var found = findTools(isRecentPython);
var problems = tools.problemsWith(found.versions);
if (problems.length > 0)
  fail("Terrace cannot start: " + problems.length + " of the tools that it needs are missing or too old.\n\n" + problems.join("\n\n"));

var installed = require("./bootstrap/packages.cjs").install(root);
if (installed !== 0) process.exit(installed);

// The AWS SDK warns about Node 20, which does not matter here because versions are pinned.
var quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
var env = Object.assign({}, process.env, quiet, { TERRACE_PYTHON: found.python });
var args = [path.join("tools", "run.cjs"), program].concat(process.argv.slice(3));
var child = spawn(process.execPath, args, { cwd: root, env: env, stdio: "inherit" });

// The terminal also sends Ctrl-C to the child, so this process only waits for its cleanup. SIGTERM is forwarded.
process.on("SIGINT", function () {});
process.on("SIGTERM", function () {
  child.kill("SIGTERM");
});
child.on("exit", function (code, signal) {
  process.exit(signal ? 1 : code);
});
