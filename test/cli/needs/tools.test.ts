import { NODE, parseVersion, problemWith, PYTHON, TERRAFORM, VENV } from "../../../cli/needs/tools";

test.each([
  [TERRAFORM, "1.11.0"],
  [PYTHON, "3.10.0"],
  [NODE, "v20.12.0"],
  [VENV, "there"],
])("$name: the oldest allowed version is accepted: %s", (tool, version) => {
  expect(problemWith(tool, version)).toBeUndefined();
});

test.each([
  [TERRAFORM, "1.10.5", "Terraform 1.10.5 is too old", "Terraform 1.11 or newer"],
  [TERRAFORM, undefined, "Terraform was not found", "Terraform 1.11 or newer"],
  [TERRAFORM, "what", 'the version of Terraform, "what", cannot be parsed', "Terraform 1.11 or newer"],
  [PYTHON, "3.9.18", "Python 3.9.18 is too old", "Python 3.10 or newer"],
  [PYTHON, undefined, "Python was not found", "Python 3.10 or newer"],
  [NODE, "v20.11.1", "Node.js 20.11.1 is too old", "Node.js 20.12 or newer"],
  [VENV, undefined, "Python's venv module was not found", "Python's venv module"],
])("$name %s: reports the found version, the required one and how to install it", (tool, version, problem, needed) => {
  expect(problemWith(tool, version)).toContain(`  ${problem}\n    needed: ${needed}`);
  expect(problemWith(tool, version)).toMatch(/\n {4}get it: .*(https:|apt-get)/);
});

test.each([
  ["v20.11.1", [20, 11, 1]],
  ["1.12", [1, 12, 0]],
  ["Terraform v1.13.0-beta2", [1, 13, 0]],
  ["", undefined],
  [undefined, undefined],
])("parseVersion(%p)", (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});
