import { holderOf, isLocal, parseProcesses } from "../../../cli/unlock/local-holder";
import { lockKey, parseLock } from "../../../cli/unlock/lock-file";

test("reads the lock that Terraform's S3 backend writes", () => {
  const text = JSON.stringify({
    ID: "1f2e",
    Operation: "OperationTypeApply",
    Info: "",
    Who: "person@laptop",
    Version: "1.11.4",
    Created: "2026-11-30T12:58:03.123456789Z",
    Path: "states/prod-edge.tfstate",
  });
  expect(parseLock(text, "states/prod-edge.tfstate")).toEqual({
    id: "1f2e",
    path: "states/prod-edge.tfstate",
    operation: "apply",
    who: "person@laptop",
    since: new Date("2026-11-30T12:58:03.123Z"),
  });
  expect(parseLock("{}", "p")).toEqual({ id: "", path: "p", operation: "", who: "an unknown user", since: undefined });
  expect(lockKey("prod-edge")).toBe("prod-edge.tfstate.tflock");
});

test("a lock was taken on this machine if its host is this one", () => {
  expect(isLocal({ who: "person@laptop" }, "laptop")).toBe(true);
  expect(isLocal({ who: "a@b@laptop" }, "laptop")).toBe(true);
  expect(isLocal({ who: "person@runner" }, "laptop")).toBe(false);
  expect(isLocal({ who: "an unknown user" }, "laptop")).toBe(false);
});

test("finds processes of Terraform, and of no other command", () => {
  const text =
    "    1 /sbin/init\n  812 /usr/local/bin/terraform apply -lock plan\n  900 grep terraform\n 1000 terraform\n 1001 terraform-provider-aws\n";
  expect(parseProcesses(text, "terraform")).toEqual([
    { pid: 812, command: "/usr/local/bin/terraform apply -lock plan" },
    { pid: 1000, command: "terraform" },
  ]);
});

const process = (folder: string | undefined) => ({ pid: 1, command: "terraform apply", folder });

test.each([
  ["in the folder of the stack", [process("/p/.terrace/out/stacks/prod-edge")], true],
  ["in another folder", [process("/p/.terrace/out/stacks/prod-data")], false],
  ["whose folder cannot be read", [process(undefined)], true],
  ["none", [], false],
])("a process %s may hold the lock of prod-edge: %3$p", (_what, processes, holds) => {
  expect(holderOf("prod-edge", processes) !== undefined).toBe(holds);
});
