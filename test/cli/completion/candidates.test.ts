import { candidates, type ProjectNames } from "../../../cli/completion/candidates";
import { completionScript, SHELLS } from "../../../cli/completion/scripts";
import { optionsOf } from "../../../cli/verb";
import { VERBS } from "../../../cli/verbs";

const NAMES: Readonly<Record<string, readonly string[]>> = {
  environment: ["dev", "prod"],
  regions: ["us-east-1", "eu-west-1"],
  region: ["us-east-1", "eu-west-1"],
  database: ["main"],
  workload: ["api", "mailer"],
};
const names: ProjectNames = (argument, { environment }) =>
  argument === "environment" || environment === "prod" ? (NAMES[argument] ?? []) : [];
const verbs = VERBS.map((verb) => ({ verb, options: optionsOf(verb) }));
const complete = (...words: string[]) => candidates(verbs, words, names).map(({ value }) => value);

test.each([
  [["re"], ["release", "region"]],
  [
    ["region", ""],
    ["evacuate", "restore"],
  ],
  [
    ["region", "evacuate", ""],
    ["dev", "prod"],
  ],
  [
    ["region", "evacuate", "prod", ""],
    ["us-east-1", "eu-west-1"],
  ],
  [["region", "evacuate", "prod", "us-east-1", ""], ["eu-west-1"]],
  [["region", "evacuate", "--yes", "prod", "e"], ["eu-west-1"]],
  [["db", "promote", "prod", ""], ["main"]],
  [
    ["db", "rebuild-replica", "prod", "main", "--region", ""],
    ["us-east-1", "eu-west-1"],
  ],
  [["logs", "prod", "m"], ["mailer"]],
  [["logs", "--since", "1 hour", "prod", "a"], ["api"]],
  [["plan", "p"], ["prod"]],
  [["plan", "prod", "--ba"], ["--base"]],
  [["plan", "prod", ""], []],
  [
    ["dev", ""],
    ["stop", "shell", "dev", "prod"],
  ],
  [["unknown", ""], []],
])("terrace %j completes to %j", (words, expected) => {
  expect(complete(...words)).toEqual(expected);
});

test("offers each option once, without hidden ones", () => {
  expect(complete("plan", "prod", "--json", "--")).toEqual(expect.arrayContaining(["--base", "--full", "--no-color"]));
  expect(complete("plan", "prod", "--json", "--")).not.toContain("--json");
  expect(complete("completion", "--")).toEqual(["--no-color"]);
});

test("subcommands have descriptions", () => {
  expect(candidates(verbs, ["region", ""], names)[0]).toEqual({
    value: "evacuate",
    description: "Remove regions from all public DNS names",
  });
});

test.each(SHELLS)("the script of %s runs the project's own command", (shell) => {
  expect(completionScript(shell)).toContain("npx --no-install terrace completion --words -- ");
});
