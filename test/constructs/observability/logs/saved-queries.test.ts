import { LOG_FIELDS } from "../../../../constructs/compute/logs/log-fields";
import { cacheLogGroups } from "../../../../constructs/cache/logs";
import { workloadLogGroups } from "../../../../constructs/compute/logs/questions";
import { databaseLogGroups } from "../../../../constructs/database/logs";
import { networkLogGroups } from "../../../../constructs/network/logs";
import { queryText, savedQueries } from "../../../../constructs/observability/logs/queries";
import { SavedQueries } from "../../../../constructs/observability/logs/saved-queries";
import { type LogGroups, type Question, withLogGroups } from "../../../../constructs/watching/question";
import { QUESTIONS } from "../../../../stacks/watch/questions";
import { resource, resources, synthesizeConstructs } from "../../../support/synth";

const GROUPS = {
  ...workloadLogGroups({
    environment: "dev",
    clusterName: "dev-us-east-1",
    workloads: { services: [{ name: "api" }], workers: [{ name: "mailer" }] },
  }),
  ...networkLogGroups("dev", "all"),
  ...databaseLogGroups([
    { model: { engine: "postgres" }, part: { identifier: "dev-main", replicas: [] } },
    { model: { engine: "mysql" }, part: { identifier: "dev-old", replicas: [] } },
  ]),
  ...cacheLogGroups([{ part: { replicationGroupId: "dev-sessions" } }]),
};
const NOTHING: LogGroups<keyof typeof GROUPS> = {
  services: [],
  workers: [],
  ecsEvents: [],
  flowLogs: [],
  postgres: [],
  mysqlErrors: [],
  mysqlSlow: [],
  cacheSlowLogs: [],
};

test("log group names match those of the constructs", () => {
  expect(GROUPS).toEqual({
    services: ["/dev/service/api"],
    workers: ["/dev/worker/mailer"],
    ecsEvents: ["/aws/events/dev-us-east-1"],
    flowLogs: ["/dev/network/flow-log"],
    postgres: ["/aws/rds/instance/dev-main/postgresql"],
    mysqlErrors: ["/aws/rds/instance/dev-old/error"],
    mysqlSlow: ["/aws/rds/instance/dev-old/slowquery"],
    cacheSlowLogs: ["/aws/vendedlogs/elasticache/dev-sessions/slow-log"],
  });
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
const COMMANDS = /^(fields|filter|stats|sort|limit|parse|display|dedup) /;

describe.each<Question>(QUESTIONS)("$name", (question) => {
  const text = queryText(question);

  test("contains only valid Logs Insights commands", () => {
    for (const line of question.query) expect(line).toMatch(COMMANDS);
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(question.query.at(-1)).toMatch(/^limit \d+$/);
  });

  test("sorts by a field that it defines or by @timestamp", () => {
    const sorted = /\| sort (\S+) (asc|desc)/.exec(text)?.[1] ?? "";
    expect(sorted === "@timestamp" || text.includes(` as ${sorted}`)).toBe(true);
  });

  test("declares the log fields that it reads", () => {
    for (const field of question.needs ?? []) {
      expect(Object.keys(LOG_FIELDS)).toContain(field);
      expect(text).toContain(field);
    }
  });
});

/** The named groups of a query's `parse`, for one line. */
function parsed(name: string, line: string): Readonly<Record<string, string>> | undefined {
  const found = QUESTIONS.find((question) => question.name === name)?.query.find((command) => command.startsWith("parse"));
  return new RegExp((found ?? "").replace("parse @message /", "").replace(/\/$/, "")).exec(line)?.groups;
}

test.each([
  ["LOG:  duration: 1204.117 ms  statement: SELECT 1", { ms: "1204.117", statement: "SELECT 1" }],
  ["LOG:  duration: 99.0 ms  execute s1: UPDATE a SET b = 'c: d'", { ms: "99.0", statement: "UPDATE a SET b = 'c: d'" }],
  ["LOG:  duration: 5.1 ms  bind <unnamed>: SELECT $1", { ms: "5.1", statement: "SELECT $1" }],
  ["ERROR:  deadlock detected", undefined],
])("slow statements of postgres: %s", (line, groups) => {
  expect(parsed("databases/slow statements of postgres", `2026-01-01 00:00:00 UTC:10.0.0.1(5):app@main:[77]:${line}`)).toEqual(groups);
});

test("slow statements of mysql", () => {
  const line = "# Time: 2026-01-01T00:00:00Z\n# Query_time: 2.5  Lock_time: 0.1 Rows_sent: 1  Rows_examined: 1000\nSELECT 1;";
  expect(parsed("databases/slow statements of mysql", line)).toEqual({ took: "2.5", locked: "0.1", sent: "1", examined: "1000" });
});

test("skips queries without a log group", () => {
  expect(savedQueries(withLogGroups<string>(QUESTIONS, NOTHING))).toEqual([]);
  expect(savedQueries(withLogGroups<string>(QUESTIONS, { ...NOTHING, flowLogs: ["/f"] })).map(({ name }) => name)).toEqual([
    "network/who is rejected",
    "network/top talkers",
  ]);
});

test.each([
  [50, 1],
  [51, 2],
])("%i log groups result in %i queries", (count, queries) => {
  const services = Array.from({ length: count }, (_, index) => `/dev/service/s${index}`);
  const made = savedQueries(withLogGroups<string>(QUESTIONS, { ...NOTHING, services })).filter(({ name }) =>
    name.startsWith("services/slowest requests"),
  );
  expect(made).toHaveLength(queries);
  expect(made.flatMap(({ logGroups }) => logGroups)).toEqual(services);
});

test("each query is in the environment's folder", () => {
  const stack = synthesizeConstructs(
    (scope) => new SavedQueries(scope, "Queries", { questions: withLogGroups<string>(QUESTIONS, GROUPS) }),
  );
  expect(resources(stack, "aws_cloudwatch_query_definition")).toHaveLength(QUESTIONS.length);
  expect(resource(stack, "aws_cloudwatch_query_definition", "Queries/caches-slow-commands")).toMatchObject({
    name: "dev/caches/slow commands",
    log_group_names: ["/aws/vendedlogs/elasticache/dev-sessions/slow-log"],
    query_string:
      "fields @timestamp, CacheClusterId, Duration / 1000 as milliseconds, Command, ClientAddress\n| sort milliseconds desc\n| limit 50",
  });
});
