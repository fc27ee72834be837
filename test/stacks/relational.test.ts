import { leadsToDatabase } from "../../stacks/relational";
import { changed } from "../config/base-environment";
import { environments } from "../fixtures/environments/photofeed";
import { platformOf } from "../support/resolved";

const database = { main: { engine: "postgres" } };
const worker = (consumes: string, uses: readonly string[]) => ({ image: "w:1", consumes, uses, connectionsPerTask: 1 });
const tcp = { image: "tcp:1", port: 9000, listener: { protocol: "tcp", port: 9000 }, uses: ["main"], connectionsPerTask: 1 };

function leads(changes: Readonly<Record<string, unknown>>): boolean {
  return leadsToDatabase(platformOf(changed(changes)));
}

test.each<[string, boolean, Readonly<Record<string, unknown>>]>([
  ["no database at all", false, {}],
  ["an HTTP service that uses one", true, { databases: database, "services.api.uses": ["main"], "services.api.connectionsPerTask": 1 }],
  ["a network service alone", false, { databases: database, "services.tcp": tcp }],
  [
    "a worker behind an HTTP service's queue",
    true,
    { databases: database, queues: { jobs: {} }, "services.api.uses": ["jobs"], workers: { w: worker("jobs", ["main"]) } },
  ],
  [
    "a worker behind a worker",
    true,
    {
      databases: database,
      queues: { jobs: {}, more: {} },
      "services.api.uses": ["jobs"],
      workers: { v: worker("jobs", ["more"]), w: worker("more", ["main"]) },
    },
  ],
  ["a worker behind a queue of nobody", false, { databases: database, queues: { jobs: {} }, workers: { w: worker("jobs", ["main"]) } }],
  [
    "workers that feed each other",
    false,
    {
      queues: { one: {}, two: {} },
      "services.api.uses": ["one"],
      workers: { v: worker("one", ["two"]), w: worker("two", ["one"]) },
    },
  ],
])("%s: %s", (_, expected, changes) => expect(leads(changes)).toBe(expected));

test("the API of the example leads to a relational database", () => {
  expect(leadsToDatabase(platformOf(environments.prod))).toBe(true);
});
