/** The lifecycle of a preview, with the commands of users and workflows. Each step depends on the previous one. */
module.exports = {
  ...require("../jest.config.cjs"),
  rootDir: "../../..",
  roots: ["<rootDir>/test/e2e/preview"],
  testPathIgnorePatterns: [],
  reporters: ["default", "<rootDir>/tools/checks/jest-counts.cjs"],
  testTimeout: 60 * 60 * 1000,
};
