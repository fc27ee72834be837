import { parseCommand } from "../../cli/options";

test("names and options are read in any order", () => {
  const given = parseCommand("evacuate", ["eu-west-1", "--environment", "prod", "us-west-2", "--back"]);
  expect([given.option("environment"), given.positionals, given.flag("back"), given.flag("yes")]).toEqual([
    "prod",
    ["eu-west-1", "us-west-2"],
    true,
    false,
  ]);
});

test.each([
  ["evacuate", ["eu-west-1"], "Which environment?"],
  ["evacuate", ["--environment", "prod"], "Which regions?"],
  ["evacuate", ["--environment", "prod", "--bakc", "eu-west-1"], "'--bakc'"],
  ["promote", ["--environment", "prod"], "Which database?"],
  ["promote", ["--environment", "prod", "--database", "main", "eu-west-1"], 'What is "eu-west-1"?'],
  ["rebuild-copy", ["--environment", "prod", "--database", "main"], "Which region?"],
  ["state-bucket", ["--environment"], "argument missing"],
] as const)("npm run %s -- %j is told what is wrong, and the usage", (command, args, problem) => {
  expect(() => parseCommand(command, args)).toThrow(problem);
  expect(() => parseCommand(command, args)).toThrow(`Usage: npm run ${command} -- --environment prod`);
});
