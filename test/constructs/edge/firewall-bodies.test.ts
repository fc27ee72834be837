import fc from "fast-check";
import { resolve } from "../../../config/resolve";
import type { Cdn } from "../../../constructs/edge/model";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { Firewall } from "../../../constructs/edge/firewall";
import { changed } from "../../config/base-environment";
import { type Block, resource, synthesizeConstructs } from "../../support/synth";
import { capacityOf, inspectedBytes, matches, type Request } from "../../support/web-acl";

type Settings = Pick<Cdn, "inspectedBody" | "managedRules" | "uploads"> & { readonly relational: boolean };

const acl = (settings: Partial<Settings> = {}) =>
  resource(
    synthesizeConstructs((stack) => {
      const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
      const rest = { rateLimit: 2_000, managedRules: "block", inspectedBody: "16 KB", uploads: [], relational: true } as const;
      new Firewall(stack, "Firewall", { ...rest, ...settings, key });
    }),
    "aws_wafv2_web_acl",
  );
const rulesOf = (json: Block) => json.rule as readonly Block[];
const own = (json: Block) => rulesOf(json).filter(({ name }) => String(name as string).endsWith("Bodies"));

/** Terrace's own body rules that match; the first that blocks ends the evaluation. */
const matching = (json: Block, request: Request) =>
  own(json)
    .filter((rule) => matches(rule.statement as Block, request, inspectedBytes(json)))
    .map(({ name }) => name as string);

const BYTES = { "16 KB": 16_384, "32 KB": 32_768, "48 KB": 49_152, "64 KB": 65_536 } as const;
const XSS = "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body";
const SQLI = "awswaf:managed:aws:sql-database:SQLi_Body";

test.each(Object.entries(BYTES))("with %s inspected, one byte more is blocked", (inspectedBody, bytes) => {
  const json = acl({ inspectedBody: inspectedBody as Cdn["inspectedBody"] });
  expect(inspectedBytes(json)).toBe(bytes);
  expect(matching(json, { path: "/api/x", size: bytes })).toEqual([]);
  expect(matching(json, { path: "/api/x", size: bytes + 1 })).toEqual(["LargeBodies"]);
});

test("AWS's default limit is omitted, so that existing ACLs do not change", () => {
  expect(acl()).not.toHaveProperty("association_config");
});

test.each([
  ["block", { block: { custom_response: { response_code: 413 } } }, { block: {} }],
  ["count", { count: {} }, { count: {} }],
] as const)("in mode %s, Terrace's body rules act like AWS's rules", (managedRules, large, labeled) => {
  expect(own(acl({ managedRules, uploads: ["/api/photos"] })).map(({ action }) => action)).toEqual([large, labeled]);
});

describe("upload paths", () => {
  const json = acl({ uploads: ["/api/photos", "/api/photos/*", "/up*"] });

  test.each(["/api/photos", "/api/photos/", "/api/photos/12", "/upload", "/api/photos/a%20b", "/api/photos/./12"])(
    "%s accepts any body",
    (path) => {
      expect(matching(json, { path, size: 5_000_000, labels: [XSS, SQLI] })).toEqual([]);
    },
  );

  test.each([
    "/",
    "/api/photos2",
    "/api/Photos",
    "/api/photos/../login",
    "/api/photos/%2e%2e/login",
    "/api/photos/..%2Flogin",
    "/login/api/photos",
    "/api",
    // CloudFront forwards the raw path, which an application can interpret as its own.
    "/login/../api/photos/12",
    "/login/%2e%2e/api/photos/12",
    "/login/..%2Fapi/photos",
    "/./api/photos",
    "/api//photos/12",
    "/api/%70hotos/12",
  ])("%s is not an upload path: large bodies and labeled small bodies are blocked", (path) => {
    expect(matching(json, { path, size: 16_385 })).toEqual(["LargeBodies"]);
    expect(matching(json, { path, size: 100, labels: [SQLI] })).toEqual(["LabeledBodies"]);
    expect(matching(json, { path, size: 100, labels: ["awswaf:managed:aws:core-rule-set:SizeRestrictions_Body"] })).toEqual([]);
    expect(matching(json, { path, size: 100 })).toEqual([]);
  });
});

test("requests that AWS's overridden rules label are blocked outside upload paths, except by the size rule", () => {
  const json = acl({ uploads: ["/api/photos"] });
  const overridden = rulesOf(json).flatMap(({ statement }) => {
    const group = (statement as Record<string, Block>).managed_rule_group_statement;
    return ((group?.rule_action_override ?? []) as readonly { name: string }[]).map(({ name }) => name);
  });
  const labels = [...JSON.stringify(own(json)).matchAll(/"key":"awswaf:managed:aws:[\w-]+:(\w+)"/g)].map(([, name = ""]) => name);
  const asRules = labels.map((label) => label.replace(/_Body$/, "_BODY"));
  expect(overridden.filter((name) => name !== "SizeRestrictions_BODY").sort()).toEqual(asRules.sort());
  expect(asRules.length).toBe(6);
});

test("without uploads, AWS's body rules block directly", () => {
  expect(JSON.stringify(acl())).not.toContain("CrossSiteScripting");
  expect(own(acl()).map(({ name }) => name)).toEqual(["LargeBodies"]);
});

test("without a relational database, there are no rules or labels for SQL injection", () => {
  const text = JSON.stringify(acl({ relational: false, uploads: ["/a"] }));
  expect(text).not.toMatch(/SQLi/);
  expect(text).toContain(XSS);
});

const segment = fc.stringMatching(/^[a-z]{1,3}$/);
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => `/${segments.join("/")}`);

test("a body passes if it is fully inspected or its path accepts uploads, and the ACL never exceeds 1,500 units", () => {
  const pattern = fc.tuple(path, fc.constantFrom("", "*", "/*")).map((parts) => parts.join(""));
  const settings = fc.record({
    inspectedBody: fc.constantFrom(...(Object.keys(BYTES) as (keyof typeof BYTES)[])),
    uploads: fc.uniqueArray(pattern, { maxLength: 10 }),
    relational: fc.boolean(),
  });
  const requests = fc.array(fc.record({ path, size: fc.integer({ min: 0, max: 70_000 }) }), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(settings, requests, (given, sent) => {
      const json = acl(given);
      expect(capacityOf(rulesOf(json))).toBeLessThanOrEqual(1_500);
      for (const request of sent) {
        const accepted = given.uploads.some((upload) =>
          upload.endsWith("*") ? request.path.startsWith(upload.slice(0, -1)) : request.path === upload,
        );
        const blocked = request.size > BYTES[given.inspectedBody] && !accepted;
        expect(matching(json, request)).toEqual(blocked ? ["LargeBodies"] : []);
      }
    }),
    { numRuns: 40 },
  );
});

describe("the field `uploads`", () => {
  const rejected = (uploads: readonly string[]) => {
    const resolution = resolve(changed({ cdn: { uploads } }));
    return resolution.ok ? [] : resolution.errors.map(({ path: where }) => where);
  };

  test.each(["/*", "/", "/api/photos", "/api/photos/", "/api/photos/*", "/api/ph*", "/a.b/c~d"])("accepts %s", (upload) => {
    expect(rejected([upload])).toEqual([]);
  });

  test.each(["", "*", "api", "/api/../x", "/./x", "//x", "/a/*/b", "/a?", "/a b", "/a%2e", "/${x}", "/a\n", `/${"a".repeat(100)}`])(
    "rejects %j",
    (upload) => expect(rejected([upload])).toEqual(["cdn.uploads[0]"]),
  );

  test("accepts at most ten paths", () => {
    const paths = Array.from({ length: 11 }, (_, index) => `/${index}`);
    expect(rejected(paths.slice(1))).toEqual([]);
    expect(rejected(paths)).toEqual(["cdn.uploads"]);
  });
});
