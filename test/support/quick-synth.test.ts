import fc from "fast-check";
import { definePlatform } from "../../stacks/platform";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";
import { randomEnvironment } from "../fixtures/environments/random";
import { synthesizeQuickly } from "./quick-synth";
import { type StackJson, synthesize } from "./synth";
import { platformOf } from "./resolved";

/** Removes undefined values, which JSON does not have. */
function comparable(stacks: ReadonlyMap<string, StackJson>): unknown {
  return JSON.parse(JSON.stringify(Object.fromEntries(stacks)));
}

test.each([full, manyRegions, ...fc.sample(randomEnvironment, 5)])(
  "quick synthesis and full synthesis return the same Terraform for environment %#",
  (environment) => {
    const platform = platformOf(environment);
    expect(comparable(synthesizeQuickly((app) => definePlatform(app, platform)))).toEqual(
      comparable(synthesize((app) => definePlatform(app, platform))),
    );
  },
);

test("errors keep their stack traces", () => {
  synthesizeQuickly(() => undefined);
  expect(() => synthesizeQuickly(() => JSON.parse("{") as never)).toThrow();
  expect(new Error("x").stack).toContain("quick-synth.test.ts");
});
