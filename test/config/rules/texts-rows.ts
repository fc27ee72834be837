import { expected, type Row } from "./row";

const long = "x".repeat(30_000);

/** Violations of limits on single strings and on their total size. */
export const textsRows: readonly Row[] = [
  [
    "workload.definition-size",
    { "services.api.environment": { A: long, B: "x" }, "services.api.command": ["serve", `${long}${"x".repeat(2_000)}`] },
    expected(
      "services.api.command",
      "32012 bytes",
      "75475 bytes",
      "bytes for `entrypoint`, `command`, `environment`, `secrets`, `healthCommand`, `writablePaths`",
      "image",
    ),
  ],
  [
    "workload.definition-size",
    { "services.api.writablePaths": Array.from({ length: 300 }, (_, index) => `/${"y".repeat(200)}${index}`) },
    expected("services.api.writablePaths", "88091 bytes", "more than the maximum, 65536", "53248 bytes for", "Move long strings"),
  ],
  [
    "workload.definition-size",
    {
      queues: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`q${index}`, {}])),
      "services.api.uses": Array.from({ length: 60 }, (_, index) => `q${index}`),
    },
    expected("services.api.uses", "62464 bytes", "more than the maximum, 65536", "1024 for each entry of `uses`", "Split a workload"),
  ],
  [
    "workload.definition-size",
    {
      secrets: { stripe: {} },
      "services.api.uses": ["stripe"],
      "services.api.secrets": Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`S${index}`, `stripe.key_${index}`])),
    },
    expected("services.api.secrets", "61031 bytes", "more than the maximum, 65536", "`secrets`", "Move long strings"),
  ],
  [
    "workload.image-length",
    { "services.api.image": `${"a".repeat(210)}:1` },
    expected("services.api.image", `${"a".repeat(210)}:1`, "262 characters", "at most 255", "Shorten"),
  ],
  [
    "workload.image-length",
    { "services.api.image": `ghcr.io/${"a".repeat(250)}:1` },
    expected("services.api.image", `ghcr.io/${"a".repeat(250)}:1`, "260 characters", "at most 255", "Shorten"),
  ],
  [
    "data",
    { "services.api.environment.GREETING": "a\u0000" },
    expected("services.api.environment.GREETING", "\u0000", "the NUL character (U+0000) at position 2", "line breaks and tabs", "Remove"),
  ],
  [
    "data",
    { "services.api.command": ["a\u001b[31m"] },
    expected("services.api.command[0]", "\u001b", "a control character (U+001B)", "letters, digits", "Remove"),
  ],
  [
    "data",
    { "services.api.command": ["\ud800"] },
    expected("services.api.command[0]", "\ud800", "an unpaired surrogate (U+D800)", "letters, digits", "Remove"),
  ],
  [
    "data",
    { "services.api.command": ["\ufdd0{x}"] },
    expected("services.api.command[0]", "\ufdd0", "a noncharacter code point (U+FDD0)", "letters, digits", "Remove"),
  ],
  [
    "data",
    { "services.api.command": ["-> ${TfToken[TOKEN.0]}"] },
    expected("services.api.command[0]", "TfToken[", "interpret as a reference", 'without "TfToken["', "Write the literal value"),
  ],
  [
    "data",
    { tags: { "#{TfToken[TOKEN.0]}": "x" } },
    expected('tags["#{TfToken[TOKEN.0]}"]', "TfToken[", "has a name that contains", 'without "TfToken["', "Write the literal value"),
  ],
  [
    "data",
    { "services.api.connectionsPerTask": -123_456_789 },
    expected("services.api.connectionsPerTask", -123_456_789, "interpret as a reference", "-123456788", "neighboring number"),
  ],
  [
    "schema",
    { "secrets.mail-key": { description: "two\nlines" } },
    expected(
      "secrets.mail-key.description",
      "two\nlines",
      "contains a line break or a tab",
      "one line, 1 to 2048 characters",
      "description",
    ),
  ],
  [
    "schema",
    { "secrets.mail-key": { description: "" } },
    expected("secrets.mail-key.description", "", "is empty", "one line, 1 to 2048 characters", "description"),
  ],
  [
    "schema",
    { site: { contentSecurityPolicy: "default-src 'self' é" } },
    expected(
      "site.contentSecurityPolicy",
      "default-src 'self' é",
      "a character that AWS does not accept",
      "on one line, in ASCII",
      "default-src",
    ),
  ],
  [
    "schema",
    { site: { contentSecurityPolicy: "x".repeat(1_784) } },
    expected("site.contentSecurityPolicy", "x".repeat(1_784), "is 1784 characters long, more than 1783", "1 to 1783", "default-src"),
  ],
  [
    "schema",
    { "databases.main": { engine: "postgres", parameters: { "work mem": "1" } } },
    expected('databases.main.parameters["work mem"]', "work mem", "invalid name", "name of an engine parameter", "Name it"),
  ],
  [
    "schema",
    { "services.api.metrics": { posts: { pattern: "{ $.a = 1 }", alarm: { above: 1e109, severity: "ticket", reason: "Why" } } } },
    expected("services.api.metrics.posts.alarm.above", 1e109, "above the maximum", "from -2^360 to 2^360", "5"),
  ],
];
