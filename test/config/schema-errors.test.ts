import { resolve } from "../../config/resolve";
import { MISSING_FEATURES } from "../../config/schema/missing-features";
import { base, changed } from "./base-environment";

/** Errors of a single field: a change of the base environment, and its only error. */
const rows: readonly (readonly [name: string, data: unknown, expected: Readonly<Record<string, unknown>>])[] = [
  ["undefined", undefined, { path: "environment", problem: "is missing" }],
  ["null", null, { path: "environment", problem: "is null, not an object", fix: "Write an object." }],
  ["a list", [], { path: "environment", problem: "is a list, not an object", received: [] }],
  ["a string", "prod", { path: "environment", problem: "is a string, not an object", received: "prod" }],
  ["a function", () => base, { path: "environment", rule: "data", problem: "is a function", fix: "Write the literal value." }],
  ["an instance of a class", new Map(), { path: "environment", rule: "data", problem: "is not a plain object" }],
  [
    "a missing field",
    changed({ domainName: undefined }),
    { path: "domainName", problem: "is missing", received: undefined, fix: 'Add it, for example `domainName: "example.com"`.' },
  ],
  [
    "an unknown field",
    changed({ domianName: "x" }),
    { path: "domianName", problem: "is not a valid field", received: "x", fix: "Did you mean `domainName`?" },
  ],
  ["an unknown nested field", changed({ "services.api.scale.mni": 1 }), { path: "services.api.scale.mni", fix: "Did you mean `min`?" }],
  [
    "an unknown field without a similar one",
    changed({ zzzzzzzz: {} }),
    { path: "zzzzzzzz", allowed: expect.stringContaining("domainName"), fix: "Remove it." },
  ],
  ...Object.entries(MISSING_FEATURES).map(([field, fix]): (typeof rows)[number] => [
    `${field}, which is not a feature`,
    changed({ [`services.api.${field}`]: {} }),
    { path: `services.api.${field}`, problem: "is not a feature of Terrace", fix },
  ]),
  ["volumes of an environment", changed({ volumes: {} }), { path: "volumes", fix: MISSING_FEATURES.volumes }],
  [
    "an unknown stage",
    changed({ stage: "multi-regions" }),
    { path: "stage", received: "multi-regions", allowed: '"single-region" or "multi-region"', fix: "Did you mean `multi-region`?" },
  ],
  [
    "an unknown algorithm",
    changed({ "services.api.loadBalancing": { algorithm: "least_outstanding" } }),
    { path: "services.api.loadBalancing.algorithm", allowed: '"round_robin", "least_outstanding_requests" or "weighted_random"' },
  ],
  [
    "slow start with an algorithm that does not support it",
    changed({ "services.api.loadBalancing": { algorithm: "least_outstanding_requests", slowStart: "30 seconds" } }),
    { path: "services.api.loadBalancing.slowStart", problem: "is not a valid field" },
  ],
  [
    "a number that is too small",
    changed({ "services.api.port": 0 }),
    { path: "services.api.port", received: 0, problem: "is below the minimum, 1", allowed: "an integer from 1 to 65535" },
  ],
  [
    "a number that is too large",
    changed({ "services.api.port": 65_536 }),
    { path: "services.api.port", problem: "is above the maximum, 65535", fix: "For example: `port: 8080`." },
  ],
  [
    "a fraction",
    changed({ "services.api.port": 80.5 }),
    { path: "services.api.port", received: 80.5, problem: "is a number, not an integer" },
  ],
  [
    "an index name that is too short",
    changed({ "tables.likes": { partitionKey: { name: "id" }, indexes: { by: { partitionKey: { name: "userId" } } } } }),
    {
      path: "tables.likes.indexes.by",
      received: "by",
      allowed: expect.stringContaining("3 to 255 letters"),
      fix: "Choose another name.",
    },
  ],
  [
    "an index name with a space",
    changed({ "tables.likes": { partitionKey: { name: "id" }, indexes: { "GSI 1": { partitionKey: { name: "userId" } } } } }),
    { path: 'tables.likes.indexes["GSI 1"]', problem: 'has an invalid name: it contains " "', fix: "Name it `GSI_1`." },
  ],
  [
    "a variable that starts with a digit",
    changed({ "services.api.environment": { "2ND_HOST": "x" } }),
    { path: "services.api.environment.2ND_HOST", fix: "Name it `ND_HOST`." },
  ],
  [
    "an unknown projection",
    changed({
      "tables.likes": { partitionKey: { name: "id" }, indexes: { all: { partitionKey: { name: "userId" }, projection: "most" } } },
    }),
    {
      path: "tables.likes.indexes.all.projection",
      received: "most",
      problem: 'is not "all", "keys", or attribute names',
      allowed: '"all", "keys", or attribute names',
      fix: 'For example: `projection: "all"`.',
    },
  ],
  ["NaN", changed({ "services.api.port": NaN }), { path: "services.api.port", received: NaN, problem: "is not a finite number" }],
  [
    "a string instead of a number",
    changed({ "services.api.cpu": "256" }),
    { path: "services.api.cpu", problem: "is a string, not a number" },
  ],
  [
    "a number instead of a string",
    changed({ "services.api.memory": 512 }),
    { path: "services.api.memory", allowed: expect.stringContaining('"512 MB"'), fix: 'For example: `memory: "512 MB"`.' },
  ],
  ["a size without its unit", changed({ "services.api.memory": "512" }), { path: "services.api.memory", received: "512" }],
  [
    "a duration out of range",
    changed({ "services.api.stopTimeout": "3 minutes" }),
    { path: "services.api.stopTimeout", allowed: expect.stringContaining("from 2 seconds to 2 minutes") },
  ],
  ["a boolean instead of a string", changed({ name: true }), { path: "name", problem: "is true or false, not a string" }],
  [
    "an invalid entry of a list",
    changed({ "services.api.routes": ["/a", "b"] }),
    { path: "services.api.routes[1]", received: "b", fix: 'For example: `"/api/*"`.' },
  ],
  [
    "an empty list",
    changed({ "services.api.routes": [] }),
    { path: "services.api.routes", problem: "has fewer entries than the minimum, 1" },
  ],
  [
    "root as a user",
    changed({ "services.api.user": "0" }),
    { path: "services.api.user", allowed: 'a numeric user or user:group whose user is not root, or "image"' },
  ],
  [
    "an IP address instead of a range",
    changed({ "regions.us-east-1.cidr": "10.0.0.0" }),
    { path: "regions.us-east-1.cidr", allowed: "an IPv4 range from /16 to /20" },
  ],
  [
    "a domain with uppercase letters",
    changed({ domainName: "Example.com" }),
    { path: "domainName", allowed: expect.stringContaining("lowercase") },
  ],
  [
    "a name with a space",
    changed({ "queues.big mails": {} }),
    { path: 'queues["big mails"]', problem: 'has an invalid name: it contains " "', fix: "Name it `big-mails`." },
  ],
  [
    "a name that ends with a space",
    changed({ "queues.mails ": {} }),
    { path: 'queues["mails "]', problem: "has an invalid name: it starts or ends with a space", fix: "Name it `mails`." },
  ],
  [
    "a name with a letter that is not ASCII",
    changed({ "queues.größe": {} }),
    { path: 'queues["größe"]', problem: 'has an invalid name: it contains "ö"', fix: "Name it `gro-e`." },
  ],
  ["a name without a letter", changed({ queues: { "1": {} } }), { path: "queues.1", fix: "Choose another name." }],
  [
    "a name that is too long",
    changed({ queues: { ["q".repeat(21)]: {} } }),
    { path: `queues.${"q".repeat(21)}`, fix: `Name it \`${"q".repeat(20)}\`.` },
  ],
  [
    "a queue name with AWS's suffix for FIFO queues",
    changed({ queues: { "mails.fifo": { type: "fifo" } } }),
    { path: 'queues["mails.fifo"]', problem: expect.stringContaining(".fifo"), fix: 'Name it `mails` and set `type: "fifo"`.' },
  ],
  [
    "an invalid field of an object that can also be false",
    changed({ "services.api.tracing": { sampling: "200%" } }),
    {
      path: "services.api.tracing.sampling",
      received: "200%",
      allowed: 'a percentage from 0.001% to 100%, such as "5%"',
      fix: 'For example: `sampling: "5%"`.',
    },
  ],
  [
    "a missing field of an object that can also be false",
    changed({ "services.api.tracing": {} }),
    { path: "services.api.tracing.sampling", problem: "is missing", fix: 'Add it, for example `sampling: "5%"`.' },
  ],
  [
    "an unknown field of an object that can also be false",
    changed({ "services.api.objectives": { availabilty: "99%" } }),
    { path: "services.api.objectives.availabilty", problem: "is not a valid field", fix: "Did you mean `availability`?" },
  ],
  [
    "true for a field that allows only false or an object",
    changed({ "services.api.tracing": true }),
    {
      path: "services.api.tracing",
      problem: "is not false or an object with the field `sampling`",
      fix: 'For example: `tracing: {"sampling":"5%"}`.',
    },
  ],
  [
    "an availability that is too high",
    changed({ "services.api.objectives": { availability: "100%" } }),
    { path: "services.api.objectives.availability", allowed: expect.stringContaining("from 90% to 99.999%") },
  ],
  [
    "an availability that is too low",
    changed({ "services.api.objectives": { availability: "89.999%" } }),
    { path: "services.api.objectives.availability", received: "89.999%" },
  ],
  [
    "a percentile as a fraction",
    changed({ "services.api.objectives": { latency: { p: 0.99, under: "300 ms" } } }),
    { path: "services.api.objectives.latency.p", problem: "is not a percentile from 50 to 99.9, with at most one decimal" },
  ],
  [
    "a percentile that is too high",
    changed({ "services.api.objectives": { latency: { p: 99.99, under: "300 ms" } } }),
    { path: "services.api.objectives.latency.p", fix: "For example: `p: 99`." },
  ],
  [
    "a percentile with two decimals",
    changed({ "services.api.objectives": { latency: { p: 99.85, under: "300 ms" } } }),
    { path: "services.api.objectives.latency.p", allowed: expect.stringContaining("one decimal") },
  ],
  [
    "a latency without its space",
    changed({ "services.api.objectives": { latency: { p: 99, under: "300ms" } } }),
    { path: "services.api.objectives.latency.under", fix: 'For example: `under: "300 ms"`.' },
  ],
  [
    "an email address without a host",
    changed({ "alerts.page": { emails: ["on-call"] } }),
    { path: "alerts.page.emails[0]", allowed: "an email address" },
  ],
  [
    "a Slack channel by its name",
    changed({ "alerts.page": { slack: { workspace: "T0123456789", channel: "#alerts" } } }),
    { path: "alerts.page.slack.channel", allowed: expect.stringContaining("C followed by 8 to 20 uppercase letters") },
  ],
  [
    "the URL of PagerDuty's API instead of the integration",
    changed({ "alerts.page": { pagerDuty: "https://events.pagerduty.com/v2/enqueue" } }),
    { path: "alerts.page.pagerDuty", received: "https://events.pagerduty.com/…", allowed: expect.stringContaining("Integration URL") },
  ],
  [
    "a key without a URL, which the error does not print",
    changed({ "alerts.page": { pagerDuty: "0123456789abcdef" } }),
    { path: "alerts.page.pagerDuty", received: "…" },
  ],
  [
    "an Opsgenie URL without a key",
    changed({ "alerts.page": { opsgenie: "https://api.opsgenie.com/v1/json/cloudwatch?apiKey=" } }),
    { path: "alerts.page.opsgenie", allowed: expect.stringContaining("Amazon CloudWatch integration") },
  ],
  [
    "a runbook URL without TLS",
    changed({ "alerts.runbooks": "http://example.com/runbooks" }),
    { path: "alerts.runbooks", allowed: expect.stringContaining("https URL") },
  ],
  ["a runbook path with a slash at the end", changed({ "alerts.runbooks": "docs/runbooks/" }), { path: "alerts.runbooks" }],
  [
    "a filter pattern without braces",
    changed({ "services.api.metrics.uploads": { pattern: "ERROR" } }),
    { path: "services.api.metrics.uploads.pattern", allowed: expect.stringContaining("in braces") },
  ],
  [
    "a value that is not a path",
    changed({ "services.api.metrics.uploads": { pattern: "{ $.a = 1 }", value: "bytes" } }),
    { path: "services.api.metrics.uploads.value", fix: 'For example: `value: "$.bytes"`.' },
  ],
  [
    "an unknown CloudWatch unit",
    changed({ "services.api.metrics.uploads": { pattern: "{ $.a = 1 }", unit: "bytes" } }),
    { path: "services.api.metrics.uploads.unit", fix: "Did you mean `Bytes`?" },
  ],
  [
    "a variable name with a space",
    changed({ "services.api.environment": { "log level": "x" } }),
    { path: 'services.api.environment["log level"]', fix: "Name it `log_level`." },
  ],
];

test.each(["LOG_LEVEL", "GITEA__database__HOST", "https_proxy", "discovery.type", "log-level", "_"])(
  "a container takes the variable %s",
  (name) => {
    expect(resolve(changed({ "services.api.environment": { [name]: "x" } }))).toMatchObject({ ok: true });
  },
);

test.each(["by-user", "GSI1", "user_id-index", "a.b", "x".repeat(180)])("DynamoDB takes the index name %s", (name) => {
  const table = { partitionKey: { name: "id" }, indexes: { [name]: { partitionKey: { name: "userId" } } } };
  expect(resolve(changed({ "tables.likes": table }))).toMatchObject({ ok: true });
});

test("an index name whose alarm would have a longer name than CloudWatch allows is an error", () => {
  const table = { partitionKey: { name: "id" }, indexes: { ["x".repeat(255)]: { partitionKey: { name: "userId" } } } };
  const resolution = resolve(changed({ "tables.likes": table }));
  expect(resolution.ok ? [] : resolution.errors.map(({ path }) => path)).toEqual(["tables.likes"]);
});

test("an error in an entry of a list that is one variant of a field names the entry's field", () => {
  const errorsOf = (egress: unknown) => {
    const resolution = resolve(changed({ "services.api.egress": egress }));
    return resolution.ok ? [] : resolution.errors.map(({ path, problem }) => `${path} ${problem}`);
  };
  expect(errorsOf([{ to: "smtp.example.com", port: 0 }])).toEqual(["services.api.egress[0].port is below the minimum, 1"]);
  expect(errorsOf([{ to: "smtp.example.com", port: 25, prot: "tcp" }])).toEqual(["services.api.egress[0].prot is not a valid field"]);
  expect(errorsOf([])).toEqual(["services.api.egress has fewer entries than the minimum, 1"]);
  expect(errorsOf("closed")).toEqual([expect.stringContaining('services.api.egress is not "https", "open" or a list')]);
});

test.each(rows)("resolve() rejects %s", (_, data, expected) => {
  const resolution = resolve(data);
  expect(resolution).toEqual({ ok: false, errors: [expect.objectContaining({ rule: "schema", ...expected })] });
});

describe("input that is not plain data", () => {
  const cycle: Record<string, unknown> = {};
  cycle.services = { api: cycle };
  const getter = Object.defineProperty({}, "name", { get: () => "x", enumerable: true });
  const proxy = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("no");
      },
    },
  );
  const deep = Array.from({ length: 40 }).reduce<object>((inner) => ({ tags: inner }), {});

  test.each([
    ["a cycle", cycle, "services.api", "contains itself"],
    ["a getter", getter, "name", "is computed"],
    ["a proxy that throws", proxy, "environment", "cannot be read"],
    ["a symbol as a key", { [Symbol("x")]: 1 }, "environment", "has a symbol as a key"],
    ["a prototype as a field", JSON.parse('{"services":{"__proto__":{"a":1}}}'), "services.__proto__", "would change the prototype"],
    ["a big integer", { name: 10n }, "name", "is a bigint"],
    ["very deep nesting", deep, `tags${".tags".repeat(16)}`, "is nested more than 16 levels deep"],
    ["a very large list", { tags: new Array(2_000_000).fill("x") }, "environment", "has more than 1000000 values"],
  ])("%s is rejected", (_, data, path, problem) => {
    const resolution = resolve(data);
    expect(resolution.ok).toBe(false);
    expect(resolution).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ rule: "data", path, problem })]) });
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

describe("all errors of an environment", () => {
  const errorsOf = (data: unknown) => {
    const resolution = resolve(data);
    return resolution.ok ? [] : resolution.errors.map(({ rule, path }) => `${rule} ${path}`);
  };

  test("include errors of the schema and of the rules", () => {
    const data = changed({
      stgae: 1,
      "services.api.port": 22,
      "services.api.scale": { min: 9, max: 2, cpu: 200 },
      "services.web": { image: "web", port: 8081, routes: ["/api/*"], uses: ["nothing"] },
      "databases.main": { engine: "oracle", size: "db.huge" },
    });
    expect(errorsOf(data)).toEqual([
      "schema databases.main.engine",
      "schema databases.main.size",
      "service.port services.api.port",
      "schema services.api.scale.cpu",
      "workload.scale services.api.scale.min",
      "workload.image services.web.image",
      "route.taken services.web.routes[0]",
      "uses.unknown services.web.uses[0]",
      "schema stgae",
    ]);
  });

  test.each([
    [
      "an invalid CPU causes no error about the memory",
      changed({ "services.api.cpu": "big", "services.api.memory": "7 GB" }),
      ["schema services.api.cpu"],
    ],
    [
      "an invalid queue name causes no error about its consumers",
      changed({ queues: { Emails: {} }, "workers.mailer": { image: "m:1", consumes: "emails" } }),
      ["schema queues.Emails"],
    ],
    [
      "an invalid queue causes no error about its consumers",
      changed({ queues: { emails: 3 }, "workers.mailer": { image: "m:1", consumes: "emails" } }),
      ["schema queues.emails"],
    ],
    [
      "an invalid map causes no error about its entries",
      changed({ databases: "main", "services.api.uses": ["main"] }),
      ["schema databases"],
    ],
    [
      "an invalid stage causes no error that depends on the stage",
      changed({ stage: "x", "services.api.scale": { min: 25 } }),
      ["schema stage"],
    ],
    [
      "an invalid stage does not hide errors that occur at any stage",
      changed({ stage: "x", "services.api.port": 22 }),
      ["service.port services.api.port", "schema stage"],
    ],
    ["an unknown region is reported once", changed({ regions: { "us-east-99": {} }, site: {} }), ["region.unknown regions.us-east-99"]],
  ])("%s", (_, data, errors) => expect(errorsOf(data)).toEqual(errors));
});
