/**
 * Checks that node_modules contains the packages in package-lock.json. npm writes node_modules/.package-lock.json when an install is complete, so
 * comparing the two files needs no extra stamp and detects an interrupted install.
 */
"use strict";

var fs = require("fs");
var path = require("path");
var spawnSync = require("child_process").spawnSync;

/** The first difference between the wanted and the installed packages, or null. Both are the `packages` of a lock file. */
function difference(wanted, installed) {
  var names = Object.keys(wanted);
  for (var i = 0; i < names.length; i++) {
    var want = wanted[names[i]];
    var have = installed[names[i]];
    if (names[i] === "" || (!have && want.optional)) continue;
    if (!have) return names[i] + " is not installed";
    if (have.version !== want.version) return names[i] + " is installed as " + have.version + ", expected " + want.version;
  }
  return null;
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")).packages || {};
  } catch (error) {
    return null;
  }
}

/** The reason for an install, or null if none is needed. */
function reasonToInstall(root) {
  var installed = readPackages(path.join(root, "node_modules", ".package-lock.json"));
  if (!installed) return "node_modules is missing or incomplete";
  return difference(readPackages(path.join(root, "package-lock.json")) || {}, installed);
}

/**
 * The only package whose install script may be needed: cdktf-cli's terminal. It is prebuilt for most machines; on others (Macs with Intel
 * processors) its script builds it.
 */
var TERMINAL = "@cdktf/node-pty-prebuilt-multiarch";

/** Whether the terminal is installed without a build for this machine. */
function lacksTerminal(root, machine) {
  var folder = path.join(root, "node_modules", TERMINAL);
  return fs.existsSync(folder) && !fs.existsSync(path.join(folder, "prebuilds", machine));
}

/** Runs `npm ci` if needed, and returns its exit code. Prints to standard error: the output of commands such as `terrace dev shell --print` is evaluated. Package scripts are disabled, because they would run with the user's permissions. */
function install(root) {
  var reason = reasonToInstall(root);
  if (!reason) return 0;
  console.error("Installing packages (npm ci --ignore-scripts): " + reason + ".");
  var npm = process.platform === "win32" ? "npm.cmd" : "npm";
  var quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  var result = spawnSync(npm, ["ci", "--ignore-scripts"].concat(quiet), { cwd: root, stdio: ["inherit", 2, 2] });
  if (result.status === 0 && lacksTerminal(root, process.platform + "-" + process.arch))
    result = spawnSync(npm, ["rebuild", TERMINAL].concat(quiet), { cwd: root, stdio: ["inherit", 2, 2] });
  if (result.error) console.error("npm could not be started: " + result.error.message + ". It comes with Node.js.");
  else if (result.status !== 0)
    console.error("npm failed: its message is above. It needs access to a package registry (npm config get registry).");
  return result.status === null ? 1 : result.status;
}

module.exports = { difference: difference, reasonToInstall: reasonToInstall, install: install, lacksTerminal: lacksTerminal };
