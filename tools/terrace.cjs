/**
 * The entry point of the scripts in package.json: node tools/terrace.cjs e2e
 *
 * Installs missing or stale packages, then runs tools/commands/<command>.ts. Any other name is an earlier name of a verb of `terrace`, which
 * tools/former-names.ts translates. Before the packages are installed only Node is available, so this file has no dependencies and uses syntax
 * that an old Node can parse.
 */
"use strict";

var fs = require("fs");
var path = require("path");
var spawn = require("child_process").spawn;

require("../bin/node-version.cjs").check();

var root = path.resolve(__dirname, "..");
var command = process.argv[2];
var program = path.join("tools", "commands", command + ".ts");

if (!command) {
  console.error("Missing command. Example: npm run e2e");
  process.exit(2);
}

var installed = require("./bootstrap/packages.cjs").install(root);
if (installed !== 0) process.exit(installed);

// The AWS SDK warns about Node 20, which does not matter here because versions are pinned.
var env = Object.assign({}, process.env, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" });
var isTool = fs.existsSync(path.join(root, program));
var args = isTool ? [program].concat(process.argv.slice(3)) : [path.join("tools", "former-name.ts")].concat(process.argv.slice(2));
var child = spawn(process.execPath, [path.join("tools", "run.cjs")].concat(args), { cwd: root, env: env, stdio: "inherit" });

// The terminal also sends Ctrl-C to the child, so this process only waits for its cleanup. SIGTERM is forwarded.
process.on("SIGINT", function () {});
process.on("SIGTERM", function () {
  child.kill("SIGTERM");
});
child.on("exit", function (code, signal) {
  process.exit(signal ? 1 : code);
});
