import { parse } from "../../../cli/entry/parse";
import { VERBS } from "../../../cli/verbs";
import { listOf, parsedVerb, valueOf } from "../../support/scripts";

const text = (args: readonly string[]) => {
  const parsed = parse(VERBS, args, "1.2.3");
  return "text" in parsed ? parsed : { text: "", code: -1 };
};

test("arguments and options are accepted in any order", () => {
  const given = parsedVerb(["region", "evacuate", "--yes", "prod", "eu-west-1", "us-west-2", "--json"]);
  expect([given.verb.name, valueOf(given, "environment"), listOf(given, "regions")]).toEqual([
    "region evacuate",
    "prod",
    ["eu-west-1", "us-west-2"],
  ]);
  expect(given.options).toMatchObject({ yes: true, json: true, "no-color": true });
});

test.each([
  [["region", "evacuate", "eu-west-1", "--environment", "prod", "us-west-2"]],
  [["region", "evacuate", "--environment=prod", "eu-west-1", "us-west-2", "--no-color"]],
  [["region", "evacuate", "-e", "prod", "eu-west-1", "us-west-2"]],
])("%j: an environment is still accepted as an option, with a note", (args) => {
  const parsed = parse(VERBS, args, "1.2.3");
  if ("text" in parsed) throw new Error(parsed.text);
  expect([valueOf(parsed.given, "environment"), listOf(parsed.given, "regions")]).toEqual(["prod", ["eu-west-1", "us-west-2"]]);
  expect(parsed.notes).toEqual([
    "--environment is now an argument: npx --no-install terrace region evacuate <environment> <regions...>. The option works for one more version.",
  ]);
});

test("several arguments are accepted as options, in any order", () => {
  const given = parsedVerb(["db", "rebuild-copy", "--database", "main", "--region", "eu-west-1", "--environment", "prod", "--yes"]);
  expect([given.verb.name, valueOf(given, "environment"), valueOf(given, "database"), valueOf(given, "region")]).toEqual([
    "db rebuild-replica",
    "prod",
    "main",
    "eu-west-1",
  ]);
});

test("an option of a verb with the name of an argument elsewhere stays an option", () => {
  const given = parsedVerb(["ci", "verify-tag", "--environment", "prod", "v1.5.0"]);
  expect([valueOf(given, "tag"), given.options.environment]).toEqual(["v1.5.0", "prod"]);
});

test.each([
  [["pln", "prod"], "Unknown command 'pln'. Did you mean plan?", "terrace --help"],
  [["region", "evacute", "prod"], "Unknown command 'evacute'. Did you mean evacuate?", "terrace --help"],
  [["plan"], "Missing required argument 'environment'.", "usage: npx --no-install terrace plan <environment> [options]"],
  [["plan", "prod", "dev"], "Too many arguments for 'plan'.", "terrace plan --help"],
  [["plan", "prod", "--bse", "main"], "Unknown option '--bse'. Did you mean --base?", "example: npx --no-install terrace plan"],
  [["plan", "prod", "--base"], "Option '--base <branch>' argument missing.", "terrace plan --help"],
  [["db", "rebuild-replica", "prod", "main"], "Required option '-r, --region <region>' not specified.", "--region us-east-1"],
  [["region", "evacuate", "prod"], "Missing required argument 'regions'.", "<environment> <regions...>"],
])("%j reports the problem and the usage, with exit code 2", (args, problem, hint) => {
  const { text: printed, code } = text(args);
  expect(code).toBe(2);
  expect(printed).toContain(problem);
  expect(printed).toContain(hint);
});

test("without arguments, and for a group without a subcommand, the help is printed with exit code 2", () => {
  expect(text([])).toMatchObject({ code: 2, text: expect.stringContaining("Usage:\n  npx --no-install terrace") as string });
  expect(text(["region"])).toMatchObject({ code: 2, text: expect.stringContaining("evacuate") as string });
});

test.each(VERBS)("the usage error of $name has no double space", ({ name }) => {
  const { text: printed, code } = text([...name.split(" "), "--no-such-option"]);
  expect(code).toBe(2);
  expect(printed).toContain(`usage: npx --no-install terrace ${name}`);
  expect(printed.split("\n").filter((line) => /\S {2}/.test(line))).toEqual([]);
});

test.each([
  [["help"], ["--help"]],
  [
    ["help", "plan"],
    ["plan", "--help"],
  ],
  [
    ["help", "db", "promote"],
    ["db", "promote", "--help"],
  ],
  [["-v"], ["--version"]],
])("%j is the same as %j", (words, same) => {
  expect(text(words)).toEqual(text(same));
  expect(text(words)).toMatchObject({ code: 0, text: expect.stringMatching(/./) as string });
});

test.each(["--help", "-h", "--version", "-V"])("%s is not an error", (flag) => {
  expect(text([flag])).toMatchObject({ code: 0 });
});
