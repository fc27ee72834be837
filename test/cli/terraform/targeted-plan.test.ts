import * as fs from "node:fs";
import * as path from "node:path";
import { pathsOf } from "../../../cli/paths";
import { StackFolder } from "../../../cli/terraform/targeted-plan";
import { SmallPlatform } from "../plan/small-stacks";

/** These tests run Terraform with a local state. */

const platform = new SmallPlatform();
afterAll(() => platform.remove());

const context = { paths: { ...pathsOf(platform.root), logs: platform.root }, env: { ...process.env, CHECKPOINT_DISABLE: "1" } };
const [stack] = platform.synthesize([{ name: "prod-part", data: { One: { input: "a" }, Two: { input: "b" } } }]);
const planFile = () => path.join(stack?.directory ?? "", "part.tfplan");

async function open(): Promise<StackFolder> {
  if (!stack) throw new Error("nothing was synthesized");
  return StackFolder.open(context, stack);
}

test("plans and applies only its targets, and removes the plan", async () => {
  const folder = await open();
  const planned = await folder.plan({ targets: ["terraform_data.One"] });
  expect(planned.changes.map(({ action, address }) => `${action} ${address}`)).toEqual(["create terraform_data.One"]);
  expect(fs.existsSync(planFile())).toBe(true);
  const lines: string[] = [];
  await planned.apply((line) => lines.push(line));
  expect(lines).toEqual(["      0s  created terraform_data.One (prod-part)"]);
  expect(fs.existsSync(planFile())).toBe(false);
  expect(await folder.pullState()).toContain('"name": "One"');
});

test("plans a resource without a difference if it is to be replaced, and nothing else", async () => {
  const planned = await (await open()).plan({ targets: ["terraform_data.One"], replace: ["terraform_data.One"] });
  expect(planned.changes).toMatchObject([{ action: "replace", address: "terraform_data.One" }]);
  planned.discard();
  const none = await (await open()).plan({ targets: ["terraform_data.One"] });
  expect([none.changes, none.empty]).toEqual([[], true]);
  none.discard();
});

test("removes a resource from the state", async () => {
  const folder = await open();
  await folder.forget(["terraform_data.One"]);
  expect(await folder.pullState()).not.toContain('"name": "One"');
});

test("a failure has Terraform's errors and names the log; commands that print a state have no log", async () => {
  const folder = await open();
  await expect(folder.plan({ targets: ["terraform_data["] })).rejects.toMatchObject({
    message: expect.stringMatching(/^prod-part: its plan failed\.\n\nError: Invalid target/) as string,
    log: path.join(platform.root, "prod-part-plan.log"),
  });
  await expect(folder.forget(["terraform_data.Gone"])).rejects.toMatchObject({
    message: expect.stringContaining("prod-part: its state cannot be changed.") as string,
    log: undefined,
  });
});
