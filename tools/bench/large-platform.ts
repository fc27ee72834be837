import { placeEnvironment } from "../../config/placement";
import type { Environment } from "../../config/schema";
import { chunks } from "../../language/chunks";

/** The workloads that share a database. */
const TEAM = { services: 10, workers: 3, queues: 3 };

/** The part of a team in the group that also monitors the database. The rest is a second group, so that no state has more than 250 resources. */
const FIRST_GROUP = { services: 4, workers: 1, queues: 3 };

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
 * Ten services and three workers are a team with a database, in two groups. Every service has a recorded place.
 *
 * @example largePlatform(100);
 */
export function largePlatform(services: number): Environment {
  const environment = unplaced(services);
  return { ...environment, placement: placeEnvironment(environment) };
}

type Parts = Readonly<Record<"services" | "workers" | "databases" | "queues", readonly string[]>>;

function unplaced(services: number): Environment {
  const [home] = REGIONS;
  const parts: Parts = {
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
      uses: [at(parts.databases, Math.floor(index / TEAM.workers))],
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

function groupsOf({ services, workers, databases, queues }: Parts): Environment["groups"] {
  const [ofWorkers, ofQueues] = [chunks(workers, TEAM.workers), chunks(queues, TEAM.queues)];
  const groups = chunks(services, TEAM.services).flatMap((names, index) => {
    const team = { services: names, workers: ofWorkers[index] ?? [], queues: ofQueues[index] ?? [] };
    const database = databases[index];
    const first = mapEach(team, (all, size) => all.slice(0, size));
    const second = mapEach(team, (all, size) => all.slice(size));
    return [{ ...first, databases: database === undefined ? [] : [database] }, second].filter((group) => group.services.length > 0);
  });
  return Object.fromEntries(groups.map((group, index) => [`group${index + 1}`, group]));
}

type Team = Readonly<Record<keyof typeof TEAM, readonly string[]>>;

function mapEach({ services, workers, queues }: Team, part: (all: readonly string[], size: number) => readonly string[]) {
  return {
    services: [...part(services, FIRST_GROUP.services)],
    workers: [...part(workers, FIRST_GROUP.workers)],
    queues: [...part(queues, FIRST_GROUP.queues)],
  };
}

/** Most services are behind the ALB, one of ten behind the NLB. */
function service(name: string, index: number, { databases, queues }: Parts) {
  const team = Math.floor(index / TEAM.services);
  const uses = [at(databases, team), at(queues, team * TEAM.queues + (index % TEAM.queues)), "shared", "events"];
  const common = { image: "service:1.0.0", port: 8080, uses, connectionsPerTask: 1, scale: { min: 2, max: 6 } };
  if (index % 10 === 9) return { ...common, listener: { protocol: "tcp" as const, port: 9000 + index } };
  return { ...common, routes: [`/${name}/*`] };
}
