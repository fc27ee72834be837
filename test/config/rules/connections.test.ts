import { resolve } from "../../../config/resolve";
import { changed } from "../base-environment";

/** Two services with all defaults, on one database with all defaults. */
const TWO = {
  "databases.main": { engine: "postgres" },
  "services.api": { image: "api:1.0.0", port: 8080, routes: ["/api/*"], uses: ["main"] },
  "services.web": { image: "web:1.0.0", port: 3000, routes: ["/*"], uses: ["main"] },
};

test("two services that open too many connections get an error whose ways each result in a valid environment", () => {
  const resolution = resolve(changed(TWO));
  const [error] = resolution.ok ? [] : resolution.errors;
  expect([error?.rule, error?.path]).toEqual(["database.connections", "databases.main.size"]);
  const [, size] = /set `size: "(.+?)"`/i.exec(error?.fix ?? "") ?? [];
  const [, pool] = /set `connectionsPerTask: (\d+)` in each workload/.exec(error?.fix ?? "") ?? [];
  const pools = Object.fromEntries(["api", "web"].map((name) => [`services.${name}.connectionsPerTask`, Number(pool)]));
  expect(resolve(changed({ ...TWO, "databases.main.size": size }))).toMatchObject({ ok: true });
  expect(resolve(changed({ ...TWO, ...pools }))).toMatchObject({ ok: true });
});
