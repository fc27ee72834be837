const { availableParallelism } = require("node:os");

/** Unit, property and snapshot tests. The tests that apply to a local AWS have a configuration of their own. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/test/e2e/"],
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }] },
  moduleFileExtensions: ["ts", "js", "json"],
  // A limit for hanging tests. In parallel with an end-to-end test, or on a busy machine, a test takes ten times as long.
  testTimeout: 300_000,
  // One worker more than cores: some tests wait for Terraform. jest's default is one less, which is a single worker on two cores.
  maxWorkers: availableParallelism() + 1,
  testSequencer: "<rootDir>/tools/checks/jest-sequence.cjs",
  // A worker that exceeds this size is restarted, so that tests and an end-to-end run fit into one machine's memory.
  workerIdleMemoryLimit: "1.5GB",
  cacheDirectory: "<rootDir>/.terrace/jest",
  globalSetup: "<rootDir>/tools/checks/jest-begin.cjs",
  globalTeardown: "<rootDir>/tools/checks/jest-end.cjs",
  reporters: ["default", "<rootDir>/tools/checks/jest-counts.cjs", "<rootDir>/tools/checks/jest-notes.cjs"],
  // As in bin/run.cjs and tools/run.cjs, and so in every synthesis.
  setupFiles: ["<rootDir>/bin/token-traces.cjs"],
  // Suites run in a context of their own, in which an interceptor handles each lookup of a global. These globals become parameters of each module.
  sandboxInjectedGlobals: ["Array", "Error", "JSON", "Map", "Math", "Number", "Object", "Reflect", "RegExp", "Set", "String", "WeakMap"],
  moduleNameMapper: {
    "^archiver$": "<rootDir>/tools/checks/archiver-on-demand.cjs",
    // Dynamic imports of the command name the compiled file.
    "^(\\.{1,2}/(?:(?:commands|local)/[\\w-]+|check-values))\\.js$": "$1",
  },
  // TERRACE_SUITE_COSTS names a file that gets a line for each suite: `npm run test:costs` makes a table of it.
  setupFilesAfterEnv: process.env.TERRACE_SUITE_COSTS ? ["<rootDir>/tools/checks/suite-cost.ts"] : [],
};
