/** Tests that deploy to a local AWS. They take minutes and run sequentially. */
module.exports = {
  ...require("../../jest.config.cjs"),
  rootDir: "../..",
  roots: ["<rootDir>/test/e2e"],
  testPathIgnorePatterns: ["rehearsal", "delivery", "preview", "dev"].map((name) => `<rootDir>/test/e2e/${name}/`),
  reporters: ["default", "<rootDir>/tools/checks/jest-counts.cjs"],
  testTimeout: 30 * 60 * 1000,
  verbose: true,
};
