import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { errorsOf, orFail, terraformOf } from "../../../cli/terraform/terraform";
import { pathsOf } from "../../../cli/paths";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-terraform-"));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

/** A program in Terraform's place, which tells when it begins and ends. */
const program = path.join(root, "terraform.sh");
fs.writeFileSync(
  program,
  `#!/bin/sh\necho "begin $1 $2" >> ${root}/story\nsleep 0.2\necho "end $1 $2" >> ${root}/story\necho "told $1"\n`,
  { mode: 0o755 },
);
const terraform = terraformOf({ paths: { ...pathsOf(root), logs: root }, env: { ...process.env, TERRAFORM_BINARY_NAME: program } });

test("the first init ends before another begins, and all others run beside each other", async () => {
  await Promise.all(["a", "b", "c"].map((name) => terraform(root, ["init", name])));
  const story = fs.readFileSync(path.join(root, "story"), "utf8").trim().split("\n");
  expect(story.slice(0, 2)).toEqual(["begin init a", "end init a"]);
  expect(story.slice(2, 4).sort()).toEqual(["begin init b", "begin init c"]);
});

test("what holds a state is never logged", async () => {
  for (const command of ["plan", "show", "state"]) await terraform(root, [command]);
  const logs = fs.readdirSync(root).filter((name) => name.endsWith(".log"));
  expect(logs.map((name) => name.replace(/^.*-/, "")).sort()).toEqual(["init.log", "plan.log"]);
});

test("of what Terraform prints its errors are told", () => {
  const stderr = "╷\n│ Warning: Old\n│ \n╵\n╷\n│ Error: No state\n│ \n│ It is gone.\n╵\n";
  expect(errorsOf({ code: 1, stdout: "much", stderr })).toBe("Error: No state\nIt is gone.");
  expect(errorsOf({ code: 1, stdout: "only this\n", stderr: "" })).toBe("only this");
  expect(() => orFail("prod-edge", "its plan failed", { code: 1, stdout: "", stderr })).toThrow(
    "prod-edge: its plan failed.\n\nError: No state",
  );
});
