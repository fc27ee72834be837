import { readdirSync } from "node:fs";
import { environments } from "../support/project";
import { EXAMPLE_FROZEN, expectUnchanged, frozenFiles } from "../support/frozen/frozen-environments";

/** Addresses, names and texts of the environments of this repository that replace a resource, or break a comparison, if they change. */
const files = frozenFiles(EXAMPLE_FROZEN, environments);

test.each(files.map((file) => [file.file, file] as const))("keeps %s", (_, file) => {
  expectUnchanged(file);
});

test("every environment has a file", () => {
  expect(readdirSync(EXAMPLE_FROZEN).sort()).toEqual(
    Object.keys(environments)
      .map((name) => `${name}.json`)
      .sort(),
  );
});
