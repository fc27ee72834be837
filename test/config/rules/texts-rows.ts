import { expected, type Row } from "./row";

const long = "x".repeat(30_000);

/** What texts may be, alone and together. */
export const textsRows: readonly Row[] = [
  [
    "workload.definition-size",
    { "services.api.environment": { A: long, B: "x" }, "services.api.command": ["serve", `${long}${"x".repeat(2_000)}`] },
    expected(
      "services.api.command",
      "32012 bytes",
      "75471 bytes",
      "bytes for `command`, `environment`, `healthCommand`, `writablePaths`",
      "image",
    ),
  ],
  [
    "workload.definition-size",
    { "services.api.writablePaths": Array.from({ length: 300 }, (_, index) => `/${"y".repeat(200)}${index}`) },
    expected("services.api.writablePaths", "88091 bytes", "more than a task definition has room for", "53248 bytes for", "Put long texts"),
  ],
  [
    "workload.definition-size",
    {
      queues: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`q${index}`, {}])),
      "services.api.uses": Array.from({ length: 60 }, (_, index) => `q${index}`),
    },
    expected("services.api.uses", "62464 bytes", "more than a task definition has room for", "1024 for each of `uses`", "split a program"),
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
    expected("services.api.environment.GREETING", "\u0000", "NUL (U+0000) behind its first 1 characters", "line breaks and tabs", "Remove"),
  ],
  [
    "data",
    { "services.api.command": ["a\u001b[31m"] },
    expected("services.api.command[0]", "\u001b", "a control character (U+001B)", "text: letters", "Remove"),
  ],
  [
    "data",
    { "services.api.command": ["\ud800"] },
    expected("services.api.command[0]", "\ud800", "half of a surrogate pair (U+D800)", "text: letters", "Remove"),
  ],
  [
    "data",
    { "services.api.command": ["\ufdd0{x}"] },
    expected("services.api.command[0]", "\ufdd0", "a code point that is no character (U+FDD0)", "text: letters", "Remove"),
  ],
  [
    "data",
    { "services.api.command": ["-> ${TfToken[TOKEN.0]}"] },
    expected("services.api.command[0]", "TfToken[", "a reference of its own", 'without "TfToken["', "Write the value itself"),
  ],
  [
    "data",
    { tags: { "#{TfToken[TOKEN.0]}": "x" } },
    expected('tags["#{TfToken[TOKEN.0]}"]', "TfToken[", "has a name that contains", 'without "TfToken["', "Write the value itself"),
  ],
  [
    "data",
    { "services.api.connectionsPerTask": -123_456_789 },
    expected("services.api.connectionsPerTask", -123_456_789, "a reference of its own", "-123456788", "beside it"),
  ],
  [
    "schema",
    { "secrets.mail-key": { description: "two\nlines" } },
    expected("secrets.mail-key.description", "two\nlines", "has a line break or a tab", "one line, 1 to 2048 characters", "description"),
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
      "a character that AWS does not take",
      "in one line of ASCII",
      "default-src",
    ),
  ],
  [
    "schema",
    { site: { contentSecurityPolicy: "x".repeat(1_784) } },
    expected("site.contentSecurityPolicy", "x".repeat(1_784), "has 1784 characters, more than 1783", "1 to 1783", "default-src"),
  ],
  [
    "schema",
    { "databases.main": { engine: "postgres", parameters: { "work mem": "1" } } },
    expected('databases.main.parameters["work mem"]', "work mem", "name", "name of a parameter", "Name it"),
  ],
  [
    "schema",
    { "services.api.metrics": { posts: { pattern: "{ $.a = 1 }", alarm: { above: 1e109, severity: "ticket", reason: "Why" } } } },
    expected("services.api.metrics.posts.alarm.above", 1e109, "above the most", "from -2^360 to 2^360", "5"),
  ],
];
