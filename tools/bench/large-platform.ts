import { placeEnvironment } from "../../config/placement";
import type { Environment } from "../../config/schema";
import { chunks } from "../../language/chunks";

/** Services of one group, so that no state has more than about 300 resources. */
const GROUP_SIZE = 10;

/** The regions of the large platform. The first is the primary. */
const REGIONS = ["us-east-1", "eu-west-1", "ap-southeast-2"] as const;

const numbered = (count: number, prefix: string) => Array.from({ length: count }, (_none, index) => `${prefix}${index + 1}`);

/** The entry of a list at an index, which starts again at its end. */
const at = (names: readonly string[], index: number) => names[index % names.length] ?? "";

function mapped<Entry>(names: readonly string[], entry: (name: string, index: number) => Entry): Record<string, Entry> {
  return Object.fromEntries(names.map((name, index) => [name, entry(name, index)]));
}

/**
 * A platform of many services, for benchmarks and tests of its totals: for 100 services, it has 30 workers, 10 databases and 30 queues in each
 * of three regions. Nine of ten services are behind the ALBs, and all of them use one cache and one table in addition to a database and a queue.
 * Ten services and three workers are a group, and every service has a recorded place.
 *
 * @example largePlatform(100);
 */
export function largePlatform(services: number): Environment {
  const environment = unplaced(services);
  return { ...environment, placement: placeEnvironment(environment) };
}

function unplaced(services: number): Environment {
  const [home] = REGIONS;
  const parts = {
    services: numbered(services, "service"),
    workers: numbered(Math.ceil(services * 0.3), "worker"),
    databases: numbered(Math.ceil(services / 10), "database"),
    queues: numbered(Math.ceil(services * 0.3), "queue"),
  };
  return {
    name: "large",
    stage: "multi-region",
    domainName: "large.example.com",
    homeRegion: home,
    regions: Object.fromEntries(REGIONS.map((name) => [name, { primary: name === home }])),
    services: mapped(parts.services, (name, index) => service(name, index, parts)),
    workers: mapped(parts.workers, (_name, index) => ({
      image: "worker:1.0.0",
      consumes: at(parts.queues, index),
      uses: [at(parts.databases, index)],
      connectionsPerTask: 1,
      scale: { min: 1, max: 4 },
    })),
    databases: mapped(parts.databases, () => ({ engine: "postgres", size: "db.r6g.xlarge" })),
    queues: mapped(parts.queues, () => ({})),
    caches: { shared: {} },
    tables: { events: { partitionKey: { name: "id" } } },
    groups: groupsOf(parts),
    site: {},
  };
}

function groupsOf({ services, workers }: Readonly<Record<"services" | "workers", readonly string[]>>): Environment["groups"] {
  const inGroups = chunks(services, GROUP_SIZE);
  const ofWorkers = chunks(workers, Math.ceil(workers.length / inGroups.length));
  return Object.fromEntries(
    inGroups.map((names, index) => [`group${index + 1}`, { services: [...names], workers: [...(ofWorkers[index] ?? [])] }]),
  );
}

/** Most services are behind the ALB, one of ten behind the NLB. */
function service(
  name: string,
  index: number,
  { databases, queues }: { readonly databases: readonly string[]; readonly queues: readonly string[] },
) {
  const uses = [at(databases, index), at(queues, index), "shared", "events"];
  const common = { image: "service:1.0.0", port: 8080, uses, connectionsPerTask: 1, scale: { min: 2, max: 6 } };
  if (index % 10 === 9) return { ...common, listener: { protocol: "tcp" as const, port: 9000 + index } };
  return { ...common, routes: [`/${name}/*`] };
}
