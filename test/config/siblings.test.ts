import { load } from "../../config/load";
import { previewOf, previewRoles } from "../../project/previews";
import { changed } from "./base-environment";
import { environments, previews as PREVIEWS } from "../fixtures/environments/photofeed";

const delivery = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789" };
const settings = { ...PREVIEWS, delivery };

/** An environment with roles that deploy the environments with a name prefix. */
const roles = (environments: string, more = {}) => ({
  ...previewRoles(settings),
  name: "roles",
  delivery: { ...delivery, refs: ["refs/pull/*/merge"], environments },
  ...more,
});

test("load() rejects a prefix in delivery.environments that matches another environment", () => {
  const { ok, report } = load({ ...environments, roles: roles("p*") });
  expect(ok).toBe(false);
  expect(report).toMatch(/delivery\.environments {2}matches prod,[^]*received {2}"p\*"[^]*longer prefix/);
});

test.each([
  ["an environment with deployedBy", "pull*", { ...previewOf(12, settings), deployedBy: "roles" }],
  ["an environment without the prefix", "pull*", changed({ name: "prod" })],
  ["a value that is not an environment", "p*", null],
])("load() accepts the prefix with %s", (_, prefix, other) => {
  expect(load({ roles: roles(prefix), other }, "roles")).toMatchObject({ ok: true });
});

test("load() accepts a matching environment in another account", () => {
  const other = changed({ name: "prod", account: "123456789012" });
  expect(load({ roles: roles("p*", { account: "210987654321" }), other }, "roles").ok).toBe(true);
  expect(load({ roles: roles("p*", { account: "123456789012" }), other }, "roles").ok).toBe(false);
  expect(load({ roles: roles("p*"), other }, "roles").ok).toBe(false);
});

test("load() compares a single environment with all others", () => {
  expect(load({ ...environments, roles: roles("p*") }, "roles").ok).toBe(false);
});
