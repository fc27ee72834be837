import { MANAGED_PARAMETERS } from "../../aws/database-engines";
import { resolve } from "../../config/resolve";
import { changed } from "./base-environment";

/** Spellings of a name: original, uppercase, first letter in uppercase, and every second letter in uppercase. */
const spellings = (name: string) => [
  ...new Set([
    name,
    name.toUpperCase(),
    `${name[0]?.toUpperCase()}${name.slice(1)}`,
    name.replace(/../g, (two) => two.toUpperCase()[0] + two.slice(1)),
  ]),
];

const MANAGED = Object.entries(MANAGED_PARAMETERS).flatMap(([engine, managed]) =>
  Object.keys(managed).flatMap((name) => spellings(name).map((spelling) => [engine, name, spelling] as const)),
);

const errorsOf = (changes: Readonly<Record<string, unknown>>) => {
  const resolution = resolve(changed(changes));
  return resolution.ok ? [] : resolution.errors;
};

test.each(MANAGED)("%s: the managed parameter %s cannot be set as %s", (engine, name, spelling) => {
  const problem = MANAGED_PARAMETERS[engine as "postgres" | "mysql"][name];
  expect(errorsOf({ "databases.main": { engine, parameters: { [spelling]: "0" } } })).toMatchObject([
    { rule: "database.parameter", received: "0", problem: `is set by Terrace: ${problem}` },
  ]);
});

test("parameters have only one spelling, so that checks miss none and there are no duplicates", () => {
  const parameters = { max_connections: "100", MAX_CONNECTIONS: "10000", DateStyle: "iso" };
  expect(errorsOf({ "databases.main": { engine: "postgres", parameters } })).toMatchObject([
    { path: "databases.main.parameters.DateStyle", fix: "Write `datestyle`." },
    { path: "databases.main.parameters.MAX_CONNECTIONS", fix: "Write `max_connections`." },
  ]);
});

test.each(["Environment", "Stack", "ManagedBy", "Name", "aws:owner"].flatMap(spellings))("the tag %s cannot be set", (key) => {
  expect(errorsOf({ tags: { [key]: "x" } })).toMatchObject([{ rule: "environment.tags", received: "x" }]);
});

test("tags that differ only in case are rejected", () => {
  expect(errorsOf({ tags: { CostCenter: "1", costcenter: "2", team: "x" } })).toMatchObject([
    { rule: "environment.tags", path: "tags.costcenter", problem: expect.stringContaining("differs from CostCenter") as string },
  ]);
});

test("email addresses that differ only in case are rejected", () => {
  expect(errorsOf({ "alerts.ticket.emails": ["a@example.com", "A@Example.com"] })).toMatchObject([
    { rule: "alerts.email-twice", path: "alerts.ticket.emails[1]" },
  ]);
});

// AWS or DNS compares these case-insensitively. Terrace accepts only one spelling, so that it can compare them exactly.
test.each([
  ["hosts", "services.api.hosts", ["WWW.example.com"]],
  ["the domain", "domainName", "Example.com"],
  ["names of services", "services.Api", { image: "api:1.0.0", port: 8080, routes: ["/x"] }],
  ["names of databases", "databases.main", { engine: "mysql", databaseName: "SYS" }],
  ["users of databases", "databases.main", { engine: "postgres", username: "RDSADMIN" }],
  ["instance classes", "databases.main", { engine: "postgres", size: "DB.T4G.MICRO" }],
  ["variables", "services.api.environment", { aws_region: "x" }],
  ["regions", "regions", { "US-EAST-1": {} }],
  ["endpoints", "network.interfaceEndpoints", ["ECR.API"]],
  ["buckets", "state.bucket", "States"],
  ["repositories", "services.api.image", "Api:1.0.0"],
])("%s have only one spelling", (_, field, value) => expect(errorsOf({ [field]: value })).not.toEqual([]));

// DynamoDB and ALBs are case-sensitive: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html,
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html.
test("attributes of tables and paths can differ only in case", () => {
  const table = { partitionKey: { name: "id" }, sortKey: { name: "Id" } };
  expect(errorsOf({ "tables.likes": table, "services.api.routes": ["/a", "/A"] })).toEqual([]);
});
