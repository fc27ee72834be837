import { load } from "../../config/load";
import { environments } from "../../environments";
import { PREVIEWS, preview, previewRoles } from "../../environments/preview";
import { changed } from "./base-environment";

const delivery = { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789" };
const settings = { ...PREVIEWS, delivery };

/** Environments whose roles deploy others by the beginning of their names, beside one more. */
const roles = (beginning: string, more = {}) => ({
  ...previewRoles(settings),
  name: "roles",
  delivery: { ...delivery, refs: ["refs/pull/*/merge"], environments: beginning },
  ...more,
});

test("roles for environments by the beginning of their names are for no other one", () => {
  const { ok, report } = load({ ...environments, roles: roles("p*") });
  expect(ok).toBe(false);
  expect(report).toMatch(/delivery\.environments {2}names prod too[^]*received {2}"p\*"[^]*longer beginning/);
});

test.each([
  ["one that says that they deploy it", "pull*", { ...preview(12, settings), deployedBy: "roles" }],
  ["one whose name begins otherwise", "pull*", changed({ name: "prod" })],
  ["what is no environment", "p*", null],
])("%s may stand beside them", (_, beginning, other) => {
  expect(load({ roles: roles(beginning), other }, "roles")).toMatchObject({ ok: true });
});

test("of two accounts the roles reach one alone", () => {
  const other = changed({ name: "prod", account: "123456789012" });
  expect(load({ roles: roles("p*", { account: "210987654321" }), other }, "roles").ok).toBe(true);
  expect(load({ roles: roles("p*", { account: "123456789012" }), other }, "roles").ok).toBe(false);
  expect(load({ roles: roles("p*"), other }, "roles").ok).toBe(false);
});

test("one that is loaded alone is held to all", () => {
  expect(load({ ...environments, roles: roles("p*") }, "roles").ok).toBe(false);
});
