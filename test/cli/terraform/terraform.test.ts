import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { errorsOf, orFail, terraformOf } from "../../../cli/terraform/terraform";
import { pathsOf } from "../../../cli/paths";

const root = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-terraform-"));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

/** A fake Terraform that logs its start and end. */
const script = path.join(root, "terraform.sh");
fs.writeFileSync(
  script,
  `#!/bin/sh\necho "begin $1 $2" >> ${root}/events\nsleep 0.2\necho "end $1 $2" >> ${root}/events\necho "output of $1"\n`,
  { mode: 0o755 },
);
const terraform = terraformOf({ paths: { ...pathsOf(root), logs: root }, env: { ...process.env, TERRAFORM_BINARY_NAME: script } });

test("runs the first init alone and later ones in parallel", async () => {
  await Promise.all(["a", "b", "c"].map((name) => terraform(root, ["init", name])));
  const events = fs.readFileSync(path.join(root, "events"), "utf8").trim().split("\n");
  expect(events.slice(0, 2)).toEqual(["begin init a", "end init a"]);
  expect(events.slice(2, 4).sort()).toEqual(["begin init b", "begin init c"]);
});

test("never logs commands that print a state", async () => {
  for (const command of ["plan", "show", "state"]) await terraform(root, [command]);
  const logs = fs.readdirSync(root).filter((name) => name.endsWith(".log"));
  expect(logs.map((name) => name.replace(/^.*-/, "")).sort()).toEqual(["init.log", "plan.log"]);
});

test("errorsOf() returns only Terraform's errors", () => {
  const stderr = "╷\n│ Warning: Old\n│ \n╵\n╷\n│ Error: No state\n│ \n│ It is gone.\n╵\n";
  expect(errorsOf({ code: 1, stdout: "much", stderr })).toBe("Error: No state\nIt is gone.");
  expect(errorsOf({ code: 1, stdout: "only this\n", stderr: "" })).toBe("only this");
  expect(() => orFail("prod-edge", "its plan failed", { code: 1, stdout: "", stderr })).toThrow(
    "prod-edge: its plan failed.\n\nError: No state",
  );
});
