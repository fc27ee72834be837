import { parseCommand } from "../../cli/options";

test("positional arguments and options are accepted in any order", () => {
  const parsed = parseCommand("evacuate", ["eu-west-1", "--environment", "prod", "us-west-2", "--restore"]);
  expect([parsed.option("environment"), parsed.positionals, parsed.flag("restore"), parsed.flag("yes")]).toEqual([
    "prod",
    ["eu-west-1", "us-west-2"],
    true,
    false,
  ]);
});

test("evacuate takes --back as an earlier name of --restore", () => {
  const parsed = parseCommand("evacuate", ["--environment", "prod", "--back", "eu-west-1"]);
  expect([parsed.flag("restore"), parsed.flag("back")]).toEqual([false, true]);
});

test.each([
  ["evacuate", ["eu-west-1"], "Missing --environment."],
  ["evacuate", ["--environment", "prod"], "Missing region."],
  ["evacuate", ["--environment", "prod", "--bakc", "eu-west-1"], "'--bakc'"],
  ["promote", ["--environment", "prod"], "Missing --database."],
  ["promote", ["--environment", "prod", "--database", "main", "eu-west-1"], 'Unexpected argument "eu-west-1".'],
  ["rebuild-replica", ["--environment", "prod", "--database", "main"], "Missing --region."],
  ["state-bucket", ["--environment"], "argument missing"],
] as const)("npm run %s -- %j reports the problem and the usage", (command, args, problem) => {
  expect(() => parseCommand(command, args)).toThrow(problem);
  expect(() => parseCommand(command, args)).toThrow(`Usage: npm run ${command} -- --environment prod`);
});
