import { resolve } from "../../config/resolve";
import { formatErrors } from "../../language/errors";

/**
 * Validates an environment with the given number of services, and prints the result: node tools/run.cjs tools/bench/environment-size.ts 10000 clashing
 *
 * `valid`: each service has its own routes. `clashing`: each field is valid, but all rules across services are violated.
 * `shadowed`: the routes of each service match the requests of later ones. `wrong`: invalid fields.
 */
const KINDS: Readonly<Record<string, (index: number) => object>> = {
  valid: (index) => ({
    image: "api:1.0.0",
    port: 8080,
    routes: [`/${index}/*`],
    priority: index + 1,
    uses: [`q${index}`],
    environment: { LOG_LEVEL: "info" },
    scale: { min: 1, max: 2 },
    connectionsPerTask: 1,
  }),
  clashing: () => ({
    image: "api",
    port: 8080,
    routes: ["/api/*", "/b"],
    hosts: ["www.example.com"],
    uses: ["q0x", "nothing", "main"],
    cpu: 300,
    metrics: { posts: { pattern: "{ $.event }" } },
  }),
  shadowed: (index) => ({ image: "api:1.0.0", port: 8080, routes: [`/${"a".repeat(index % 100)}*`], priority: index + 1 }),
  wrong: () => ({ image: 5, prt: 8080, routes: ["api"], scale: { min: -1, foo: 2 }, memory: "3 QB", uses: ["A B"] }),
};

const [count = "", kind = ""] = process.argv.slice(2);
const service = KINDS[kind];
if (!service) throw new Error(`bench: "${kind}" is not one of ${Object.keys(KINDS).join(", ")}`);

const resolution = resolve({
  name: "bench",
  stage: "single-region",
  domainName: "example.com",
  regions: { "us-east-1": {} },
  services: Object.fromEntries(Array.from({ length: Number(count) }, (_, index) => [`s${index}`, service(index)])),
  queues: Object.fromEntries(Array.from({ length: Number(count) }, (_, index) => [`q${index}`, {}])),
  databases: { main: { engine: "postgres", size: "db.r6g.16xlarge" } },
});
console.log(resolution.ok ? "valid" : formatErrors("bench", resolution.errors));
