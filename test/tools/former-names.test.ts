import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { parsedScript, valueOf } from "../support/scripts";
import { currentCommand, FORMER_NAMES } from "../../tools/former-names";

const { scripts } = JSON.parse(fs.readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

/** One call of each earlier script, and the verb that it runs. */
const CALLS: readonly (readonly [script: string, args: string, verb: string])[] = [
  ["env", "", "dev shell"],
  ["state-bucket", "--environment prod", "bootstrap"],
  ["plan", "--environment staging --base origin/main --out plans --store", "plan"],
  ["deploy", "--environment staging --plans plans --expect 1 --bake 1 --wait 1 --despite-alarms --report r.md", "deploy"],
  ["deliver", "--environment staging", "deploy"],
  ["policy", "--strict --app true", "policy"],
  ["drift", "--environment prod --report drift.md", "drift"],
  ["smoke", "--environment staging --connect-to 127.0.0.1:1 --within 1", "smoke"],
  ["evacuate", "--environment prod eu-west-1 --yes", "region evacuate"],
  ["evacuate", "--environment prod --back eu-west-1 --yes", "region restore"],
  ["promote", "--environment prod -y --database main", "db promote"],
  ["rebuild-replica", "--environment prod --database main --region eu-west-1 --yes", "db rebuild-replica"],
  ["rebuild-copy", "-e prod --database main -r eu-west-1", "db rebuild-replica"],
  ["release", "api=sha256:1", "release set"],
  ["release", "--environment prod --from staging", "release promote"],
  ["rollback", "--environment prod v1.0.0", "release rollback"],
  ["check-tag", "--environment prod --again v1.0.0", "ci verify-tag"],
  ["check-tag", "--environment prod --deployed", "ci deployed"],
  ["reviewed", "v1.0.0", "ci verify-tag"],
  ["preview", "up --pull-request 12 api=sha256:1", "preview up"],
  ["preview", "foundation --pull-request 12", "preview up"],
  ["preview", "down --pull-request 12", "preview down"],
  ["preview", "list --expired --lifetime 1", "preview list"],
  ["github", "comment --pull-request 12 plan.md", "ci comment"],
  ["github", "issue --title drift drift.md", "ci issue"],
  ["github", "propose --environment prod --title images environments/images.json", "ci propose"],
  ["github", "checksum manifest.json", "ci checksum"],
  ["github", "summary plan.md", "ci summary"],
  ["tell", "recall --environment prod environments/evacuated.json", "ci latest"],
  ["tell", "sum manifest.json", "ci checksum"],
];

test("every earlier name is still a script, and has a call here", () => {
  expect([...new Set(CALLS.map(([script]) => script))].sort()).toEqual([...FORMER_NAMES].sort());
  expect(FORMER_NAMES.filter((name) => scripts[name] !== `node tools/terrace.cjs ${name}`)).toEqual([]);
});

test.each(CALLS)("npm run %s -- %s runs the verb %s", (script, args, verb) => {
  expect(parsedScript(script, args.split(" ").filter(Boolean)).verb.name).toBe(verb);
});

test.each(["preview", "github", "tell"])("npm run %s keeps a subcommand that is unknown or missing", (script) => {
  const [verb] = currentCommand(script, []);
  expect(currentCommand(script, [])).toEqual([verb]);
  expect(currentCommand(script, ["constructor", "x"])).toEqual([verb, "constructor", "x"]);
});

test("values keep their meaning", () => {
  expect(valueOf(parsedScript("release", ["api=sha256:1"]), "environment")).toBe("staging");
  expect(parsedScript("tell", ["sum", "manifest.json"]).options.output).toBe("sum");
  expect(parsedScript("drift", ["--environment", "prod"]).options["detailed-exitcode"]).toBe(true);
  expect(parsedScript("state-bucket", ["--environment", "prod"]).options["state-only"]).toBe(true);
  expect(parsedScript("preview", ["foundation", "--pull-request", "12"]).options.foundation).toBe(true);
});

test("an earlier name prints its verb on one line of standard error, and runs it", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/terrace.cjs", "rebuild-copy", "--unknown"], { encoding: "utf8" });
  expect([status, stdout]).toEqual([2, ""]);
  const [note, ...rest] = stderr.split("\n");
  expect(note).toBe(
    "`npm run rebuild-copy` was renamed to `npx --no-install terrace db rebuild-replica`. The old name works for one more version.",
  );
  expect(rest.join("\n")).toContain("usage: npx --no-install terrace db rebuild-replica <environment> <database>");
});
