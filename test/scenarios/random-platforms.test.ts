import fc from "fast-check";
import type { HttpService, NetworkService } from "../../constructs/compute/model";
import type { Platform } from "../../config/model";
import type { Region } from "../../constructs/network/model";
import { resolve } from "../../config/resolve";
import type { Environment } from "../../config/schema";
import { definePlatform } from "../../stacks/platform";
import { addNote } from "../../tools/checks/run-notes.cjs";
import { randomEnvironment } from "../fixtures/environments/random";
import { type Schemas, checkPlatform, providerSchemas } from "../support/provider-schema";
import { synthesizeQuickly } from "../support/quick-synth";

/**
 * Every environment that `resolve` accepts synthesizes to Terraform that is valid by the provider's schema. Environments are generated at random, and
 * fast-check prints the smallest one that fails. `.ci/run` sets TERRACE_RANDOM_PLATFORMS to 500. The seed is in the summary of every run;
 * TERRACE_RANDOM_SEED repeats it.
 */
const PLATFORMS = given("TERRACE_RANDOM_PLATFORMS") ?? 50;
const SEED = given("TERRACE_RANDOM_SEED") ?? Date.now() % 2 ** 31;

/** The number of generated environments does not depend on PLATFORMS: among fewer, a feature could be missing by chance. */
const GENERATED = Math.max(500, PLATFORMS);

function given(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new Error(`${name} is ${JSON.stringify(text)}; allowed: an integer from 1. For example: ${name}=500`);
}

let schemas: Schemas;

beforeAll(async () => {
  schemas = await providerSchemas();
}, 300_000);

const http = ({ services }: Platform) => services.filter((service): service is HttpService => service.kind === "http");
const network = ({ services }: Platform) => services.filter((service): service is NetworkService => service.kind === "network");
const programs = ({ services, workers }: Platform) => [...services, ...workers];
const some =
  <Thing>(of: (platform: Platform) => readonly Thing[], is: (thing: Thing, platform: Platform) => boolean) =>
  (platform: Platform) =>
    of(platform).some((thing) => is(thing, platform));
const regions = (is: (region: Region, platform: Platform) => boolean) => some((platform) => platform.regions, is);

/** Features that must occur among the platforms, so that each is tested. */
const FEATURES: Readonly<Record<string, (platform: Platform) => boolean>> = {
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((count) => [`${count} regions`, (platform: Platform) => platform.regions.length === count])),
  "a home region without workloads": ({ homeRegion, regions: all }) => all.every(({ name }) => name !== homeRegion),
  "a home region that is not the primary region": ({ homeRegion, primaryRegion }) => homeRegion !== primaryRegion,
  "a region that is being decommissioned": regions(({ decommissioning }) => decommissioning),
  "an evacuated region": regions(({ evacuated }) => evacuated),
  "both stages": ({ stage }) => stage === "multi-region",
  "nothing protected": ({ removalPolicy }) => removalPolicy === "destroy",
  "an existing zone": ({ hostedZoneId }) => hostedZoneId !== undefined,
  "an account": ({ account }) => account !== undefined,
  tags: ({ tags }) => Object.keys(tags).length > 0,
  "no NAT gateway": ({ network: { natGateways } }) => natGateways === "none",
  "a NAT gateway per zone": ({ network: { natGateways } }) => natGateways === "per-zone",
  "interface endpoints": ({ network: { interfaceEndpoints } }) => interfaceEndpoints.length > 0,
  "no flow logs": ({ network: { flowLogs } }) => flowLogs === "none",
  "static addresses": ({ network: { staticAddresses }, services }) => staticAddresses && services.some(({ kind }) => kind === "network"),
  "transit gateways between regions": ({ network: { interRegion }, ...rest }) => interRegion === "transit-gateway" && joins(rest),
  "peerings between regions": ({ network: { interRegion }, ...rest }) => interRegion === "peering" && joins(rest),
  "two zones": regions(({ zones }) => zones.length === 2),
  "no services": ({ services }) => services.length === 0,
  "an HTTP service": some(http, () => true),
  "a service with its own host": some(http, ({ routes: { hosts } }) => hosts.length > 0),
  "slow start and sticky sessions": some(
    http,
    ({ loadBalancing }) => "slowStart" in loadBalancing && loadBalancing.stickySessions !== undefined,
  ),
  "weighted random": some(http, ({ loadBalancing }) => loadBalancing.algorithm === "weighted_random"),
  "scaling on requests": some(http, ({ scale }) => scale.requestsPerTask !== undefined),
  ...Object.fromEntries(
    (["tcp", "udp", "tls"] as const).map((protocol) => [
      `a ${protocol} service`,
      some(network, ({ listener }) => listener.protocol === protocol),
    ]),
  ),
  "a service in a group": ({ groups }) => groups.some(({ services }) => services.length > 0),
  "a worker in a group": ({ groups }) => groups.some(({ workers }) => workers.length > 0),
  "all services in groups": ({ groups, services }) =>
    services.length > 0 && groups.flatMap(({ services: names }) => names).length === services.length,
  "a worker": ({ workers }) => workers.length > 0,
  "a schedule": some(programs, ({ scale }) => scale.schedules.length > 0),
  "Spot alone": some(programs, ({ capacity }) => capacity.onDemand === 0),
  "an image of another registry": some(programs, ({ container: { image } }) => image.kind === "external"),
  "no writable path": some(programs, ({ container: { writablePaths } }) => writablePaths.length === 0),
  ...Object.fromEntries(
    (["database", "table", "cache", "queue", "secret"] as const).map((kind) => [
      `the use of a ${kind}`,
      some(programs, ({ uses }) => uses.some((use) => use.kind === kind)),
    ]),
  ),
  postgres: ({ databases }) => databases.some(({ engine }) => engine === "postgres"),
  mysql: ({ databases }) => databases.some(({ engine }) => engine === "mysql"),
  "a database with cross-region replicas": ({ databases }) => databases.some(({ regions: at }) => at.length > 1),
  "a database that is not in every region": ({ databases, regions: all }) => databases.some(({ regions: at }) => at.length < all.length),
  "a database whose primary is not in the primary region": ({ databases, primaryRegion }) =>
    databases.some((each) => each.primaryRegion !== primaryRegion),
  "no read replicas": ({ databases }) => databases.some(({ readReplicas }) => readReplicas === 0),
  "two read replicas": ({ databases }) => databases.some(({ readReplicas }) => readReplicas === 2),
  "a different instance class for replicas": ({ databases }) => databases.some(({ size, replicaSize }) => size !== replicaSize),
  redis: ({ caches }) => caches.some(({ engine }) => engine === "redis"),
  "a cache with shards": ({ caches }) => caches.some(({ shards }) => shards > 1),
  "a cache without replicas": ({ caches }) => caches.some(({ replicas }) => replicas === 0),
  "a global cache": ({ caches }) => caches.some(({ global }) => global),
  "a table in several regions": ({ tables }) => tables.some(({ regions: at }) => at.length > 1),
  "a table with provisioned capacity": ({ tables }) => tables.some(({ capacity }) => capacity.mode === "provisioned"),
  "a table with indexes": ({ tables }) => tables.some(({ indexes }) => indexes.length > 1),
  "a FIFO queue": ({ queues }) => queues.some(({ type }) => type === "fifo"),
  "a generated secret": ({ secrets }) => secrets.some(({ arns }) => arns === undefined),
  "an existing secret": ({ secrets }) => secrets.some(({ arns }) => arns !== undefined),
  "a site": ({ site }) => site !== undefined,
  "no site": ({ site }) => site === undefined,
  "a pipeline": ({ delivery }) => delivery !== undefined,
  "no pipeline": ({ delivery }) => delivery === undefined,
  "nothing public": ({ site, services }) => site === undefined && services.length === 0,
};

/** Whether a platform needs inter-region connections. */
function joins({ services, workers, databases, regions: all }: Omit<Platform, "network">): boolean {
  const used = [...services, ...workers].flatMap(({ uses }) => uses.map(({ name }) => name));
  return databases.some(({ name, regions: at }) => used.includes(name) && (at.length > 1 || all.length > 1));
}

test("randomly generated environments are accepted", () => {
  const drawn = fc.sample(randomEnvironment, { numRuns: 1_000, seed: SEED });
  const refused = drawn.map((environment) => resolve(environment)).filter(({ ok }) => !ok);
  expect(refused.length).toBeLessThan(50);
});

test(`${PLATFORMS} random platforms are valid by the provider's schema, and every feature occurs among them`, () => {
  addNote({ text: `Random platforms: ${PLATFORMS}, TERRACE_RANDOM_SEED=${SEED}` });
  const seen = new Map<string, number>();
  let checked = 0;
  let failed = false;
  fc.assert(
    fc.property(randomEnvironment, (environment: Environment) => {
      const resolution = resolve(environment);
      fc.pre(resolution.ok);
      if (!resolution.ok) return;
      const { platform } = resolution;
      const features = Object.entries(FEATURES).flatMap(([name, has]) => (has(platform) ? [name] : []));
      // After the first PLATFORMS, only platforms with a feature that none has had; every platform when fast-check shrinks a failure.
      if (checked >= PLATFORMS && !failed && features.every((name) => seen.has(name))) return;
      checked += 1;
      for (const name of features) seen.set(name, (seen.get(name) ?? 0) + 1);
      try {
        const found = checkPlatform(
          synthesizeQuickly((app) => definePlatform(app, platform)),
          schemas,
        );
        if (found.length > 0) throw new Error(found.join("\n"));
      } catch (error) {
        failed = true;
        throw error;
      }
    }),
    { numRuns: GENERATED, seed: SEED },
  );
  expect(Object.keys(FEATURES).filter((name) => !seen.has(name))).toEqual([]);
}, 1_200_000);
