import { workloadEnvironment, workloadSecrets } from "../../../constructs/compute/workload-environment";
import { type Bindables, bindingsOf } from "../../../constructs/compute/uses";
import { KIND_MAPS } from "../../../constructs/registry";
import { NOTHING } from "./fixtures";

const main = { ...NOTHING, name: "main", environment: { MAIN_DB_NAME: "photos" }, secrets: { MAIN_DB_PASSWORD: "arn:a" } };
const emails = { ...NOTHING, name: "emails", environment: { EMAILS_QUEUE_URL: "https://q" } };

test("a container gets the default variables, the configured ones, and those of its bindings", () => {
  expect(workloadEnvironment({ PORT: "8080" }, { LOG_LEVEL: "info" }, [main, emails])).toEqual({
    PORT: "8080",
    LOG_LEVEL: "info",
    MAIN_DB_NAME: "photos",
    EMAILS_QUEUE_URL: "https://q",
  });
  expect(workloadSecrets([main, emails])).toEqual({ MAIN_DB_PASSWORD: "arn:a" });
});

test("a configured variable overrides a default one", () => {
  expect(workloadEnvironment({ ENVIRONMENT: "dev" }, { ENVIRONMENT: "sandbox" }, [])).toEqual({ ENVIRONMENT: "sandbox" });
});

test("a resource that is bound twice, as sender and consumer, sets one variable", () => {
  expect(workloadEnvironment({}, {}, [emails, emails])).toEqual({ EMAILS_QUEUE_URL: "https://q" });
});

test("rejects a second value for a variable of a binding", () => {
  expect(() => workloadEnvironment({}, { MAIN_DB_NAME: "mine" }, [main])).toThrow(
    'variable MAIN_DB_NAME of "main" is already set to another value: rename it in `environment`',
  );
  expect(() => workloadSecrets([main, { ...main, secrets: { MAIN_DB_PASSWORD: "arn:b" } }])).toThrow("variable MAIN_DB_PASSWORD");
});

const things: Bindables = {
  ...(Object.fromEntries(KIND_MAPS.map((map) => [map, new Map()])) as unknown as Bindables),
  databases: new Map([["main", { bind: () => main }]]),
  queues: new Map([["emails", { bind: () => emails }]]),
};

test("a workload is bound only to the resources that it uses", () => {
  expect(bindingsOf({ name: "api", uses: [{ kind: "queue", name: "emails" }] }, things)).toEqual([emails]);
  expect(bindingsOf({ name: "api", uses: [] }, things)).toEqual([]);
});

test.each([
  ["database", "mian", 'unknown database "mian"; valid: main'],
  ["cache", "sessions", 'unknown cache "sessions"; valid: none'],
] as const)("rejects an unknown %s", (kind, name, message) => {
  expect(() => bindingsOf({ name: "api", uses: [{ kind, name }] }, things)).toThrow(message);
});
