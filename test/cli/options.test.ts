import { parseCommand } from "../../cli/options";

test("names and options are read in any order", () => {
  const given = parseCommand("evacuate", ["eu-west-1", "--environment", "prod", "us-west-2", "--restore"]);
  expect([given.option("environment"), given.positionals, given.flag("restore"), given.flag("yes")]).toEqual([
    "prod",
    ["eu-west-1", "us-west-2"],
    true,
    false,
  ]);
});

test("evacuate takes --back as an earlier name of --restore", () => {
  const given = parseCommand("evacuate", ["--environment", "prod", "--back", "eu-west-1"]);
  expect([given.flag("restore"), given.flag("back")]).toEqual([false, true]);
});

test.each([
  ["evacuate", ["eu-west-1"], "Which environment?"],
  ["evacuate", ["--environment", "prod"], "Which regions?"],
  ["evacuate", ["--environment", "prod", "--bakc", "eu-west-1"], "'--bakc'"],
  ["promote", ["--environment", "prod"], "Which database?"],
  ["promote", ["--environment", "prod", "--database", "main", "eu-west-1"], 'What is "eu-west-1"?'],
  ["rebuild-replica", ["--environment", "prod", "--database", "main"], "Which region?"],
  ["state-bucket", ["--environment"], "argument missing"],
] as const)("npm run %s -- %j is told what is wrong, and the usage", (command, args, problem) => {
  expect(() => parseCommand(command, args)).toThrow(problem);
  expect(() => parseCommand(command, args)).toThrow(`Usage: npm run ${command} -- --environment prod`);
});
