/**
 * `terrace doctor` while packages are missing: the checks that need only Node. Plain, old JavaScript, like the rest of the command's start.
 */
"use strict";

var fs = require("fs");
var path = require("path");
var spawnSync = require("child_process").spawnSync;

/** The reason why the packages are incomplete, or null. */
function missingPackages(root) {
  var manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
  var names = Object.keys(manifest.dependencies || {}).filter(function (name) {
    return !isInstalled(root, name);
  });
  return names.length === 0 ? null : names.join(", ") + (names.length === 1 ? " is" : " are") + " not installed";
}

/** Packages are in node_modules of the folder or of one above it. */
function isInstalled(folder, name) {
  if (fs.existsSync(path.join(folder, "node_modules", name, "package.json"))) return true;
  return path.dirname(folder) !== folder && isInstalled(path.dirname(folder), name);
}

/** The first line of a command's output, or null if it is missing or failed. */
function output(program, args) {
  var result = spawnSync(program, args, { encoding: "utf8", timeout: 30000 });
  return result.error || result.status !== 0
    ? null
    : String(result.stdout || result.stderr)
        .split("\n")[0]
        .trim();
}

function tool(name, program, args, fix) {
  var found = output(program, args);
  return found === null
    ? { name: name, status: "missing", found: program + " was not found", fix: fix }
    : { name: name, status: "ok", found: found };
}

function findings(reason) {
  return [
    { name: "Node.js", status: "ok", found: process.versions.node },
    { name: "packages", status: "missing", found: reason, fix: "npm install (in Terrace's own repository: npm ci --ignore-scripts)" },
    tool(
      "npm registry",
      process.platform === "win32" ? "npm.cmd" : "npm",
      ["config", "get", "registry"],
      "install npm: it comes with Node.js",
    ),
    tool("Terraform", process.env.TERRAFORM_BINARY_NAME || "terraform", ["version"], "https://developer.hashicorp.com/terraform/install"),
    tool("Python", process.env.PYTHON || "python3", ["--version"], "https://www.python.org/downloads"),
    { name: "all other checks", status: "not checked", found: "they need the packages" },
  ];
}

/** Prints the findings, as lines or with --json, and returns the exit code. */
function report(reason, args) {
  var all = findings(reason);
  if (args.indexOf("--json") >= 0) console.log(JSON.stringify({ ok: false, checks: all }, null, 2));
  else
    all.forEach(function (one) {
      var mark = { ok: "✓", missing: "✗" }[one.status] || "-";
      console.log(mark + " " + one.name + ": " + one.found + (one.fix ? "\n    fix: " + one.fix : ""));
    });
  return 1;
}

module.exports = { missingPackages: missingPackages, report: report };
