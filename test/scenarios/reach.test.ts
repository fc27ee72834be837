import type { Database } from "../../constructs/database/model";
import type { Use } from "../../constructs/registry";
import { Graph, type Node, describe as nameOf } from "../support/reach/graph";
import { resolvesZone, resolvedResources } from "../support/reach/names";
import { type Endpoint, missing, stores, workloads } from "../support/reach/network";
import { taskOf } from "../support/reach/tasks";
import { synthesizePlatform } from "../support/platform";
import type { Block, StackJson } from "../support/synth";
import { environments } from "../fixtures/environments/photofeed";
import { platformOf } from "../support/resolved";

/**
 * Walks the synthesized Terraform of prod as a graph: the resources that each task can reach, by routes, security group rules, permissions and names, are exactly those in
 * `uses` of its workload, in every region.
 */
const platform = platformOf(environments.prod);
const stacks = synthesizePlatform(environments.prod);
const graph = new Graph(stacks);
const zone = `${platform.name}.internal`;

interface Tasks extends Endpoint {
  readonly name: string;
  readonly region: string;
  readonly uses: readonly Use[];
}

const tasks: readonly Tasks[] = workloads(graph).map((endpoint) => {
  const { region, block } = endpoint.node;
  const name = String(block.name).slice(platform.name.length + 1);
  const workload = [...platform.services, ...platform.workers].find((each) => each.name === name);
  if (!workload) throw new Error(`there is no workload ${name}`);
  return { ...endpoint, name, region, uses: workload.uses };
});

const regions = platform.regions.map(({ name }) => name);
const workloadNames = [...platform.services, ...platform.workers].map(({ name }) => name);

test("every service and worker runs in every region", () => {
  const expected = regions.flatMap((region) => workloadNames.map((name) => `${name} in ${region}`));
  expect(tasks.map(({ name, region }) => `${name} in ${region}`).sort()).toEqual(expected.sort());
});

test("every database has an instance in exactly its configured regions", () => {
  const found = graph.all("aws_db_instance").map((node) => `${thingOf(node).name} in ${node.region}`);
  expect([...new Set(found)].sort()).toEqual(
    platform.databases.flatMap(({ name, regions: at }) => at.map((region) => `${name} in ${region}`)).sort(),
  );
});

test("a task can connect to exactly the databases and caches that its workload uses", () => {
  const found = tasks.flatMap((from) =>
    stores(graph).flatMap((to) => {
      const lacks = missing(graph, from, to, portOf(to.node));
      const line = `${from.name} in ${from.region} → ${nameOf(to.node)}`;
      if (mayReach(from, to.node)) return [lacks.length === 0 ? line : `${line} lacks ${lacks.join(", ")}`];
      return lacks.includes("an egress rule") || lacks.includes("an ingress rule") ? [] : [`${line} is open`];
    }),
  );
  const expected = tasks.flatMap((from) =>
    stores(graph).flatMap(({ node }) => (mayReach(from, node) ? [`${from.name} in ${from.region} → ${nameOf(node)}`] : [])),
  );
  expect(found.sort()).toEqual(expected.sort());
  expect(expected.some((line) => line.includes(`in ${regions[1] ?? ""} → ${platform.name}-${regions[0] ?? ""}`))).toBe(true);
});

/** The platform without the resources of one type. */
function without(type: string, drop: (block: Block, stack: string) => boolean): Graph {
  const keep = ([stack, json]: readonly [string, StackJson]): [string, StackJson] => {
    const kept = Object.entries(json.resource?.[type] ?? {}).filter(([, block]) => !drop(block, stack));
    return [stack, { ...json, resource: { ...json.resource, [type]: Object.fromEntries(kept) } }];
  };
  return new Graph(new Map([...stacks].map(keep)));
}

const [here = "", there = ""] = regions;

test.each<[string, Graph, string]>([
  ["an egress rule", without("aws_vpc_security_group_egress_rule", ({ cidr_ipv4 }) => cidr_ipv4 !== "0.0.0.0/0"), "an egress rule"],
  ["an ingress rule", without("aws_vpc_security_group_ingress_rule", ({ cidr_ipv4 }) => cidr_ipv4 !== undefined), "an ingress rule"],
  ["the routes there", without("aws_route", ({ provider }) => provider === `aws.${there}`), "a route to it"],
  ["the routes back", without("aws_route", ({ provider }) => provider === `aws.${here}`), "a route back"],
])("the walk detects that %s is missing", (_, broken, lack) => {
  const from = workloads(broken).find(({ node }) => node.region === there && node.block.name === `${platform.name}-api`);
  const to = stores(broken).find(({ node }) => node.region === here && node.block.identifier === `${platform.name}-main`);
  if (!from || !to) throw new Error("the example has no api and main any more");
  expect(missing(broken, from, to, 5_432)).toEqual([lack]);
});

test("writes from every region reach the primary instance; reads reach the region's replicas or the primary", () => {
  for (const { node, region, uses } of tasks) {
    const { environment } = taskOf(graph, node);
    for (const database of databasesOf(uses)) {
      const writer = resolvedResources(graph, environment.get(variable(database.name, "DB_WRITER_HOST")) ?? "");
      expect(writer.map((each) => [each.type, each.region, each.block.identifier])).toEqual([
        ["aws_db_instance", database.primaryRegion, `${platform.name}-${database.name}`],
      ]);
      const endpoint = graph.one(node.stack, environment.get(variable(database.name, "DB_WRITER_ENDPOINT")));
      expect(endpoint).toBe(writer[0]);

      const readers = resolvedResources(graph, environment.get(variable(database.name, "DB_READER_HOST")) ?? "");
      const near = database.regions.includes(region) ? region : database.primaryRegion;
      expect(readers.length).toBeGreaterThan(0);
      expect(readers.filter((each) => each.region !== near && each !== writer[0])).toEqual([]);
      const own = graph.all("aws_db_instance").filter((each) => each.region === near && thingOf(each).name === database.name);
      expect(own.filter((each) => !readers.includes(each)).map(nameOf)).toEqual([]);
    }
  }
});

test("every VPC resolves the private DNS names", () => {
  const vpcs = graph.all("aws_vpc");
  expect(vpcs.map(({ region }) => region).sort()).toEqual([...regions].sort());
  expect(vpcs.filter((vpc) => !resolvesZone(graph, vpc, zone)).map(nameOf)).toEqual([]);
});

test("a task role allows exactly the resources that its workload uses, in its region or in the region of the writer", () => {
  const described = (from: Tasks) => {
    const things = taskOf(graph, from.node).permissions.flatMap(({ references }) =>
      references.filter(({ node }) => node.type in KINDS).map(({ node }) => thingOf(node)),
    );
    return [...new Set(things.map(({ kind, name, region }) => `${kind} ${name} in ${region}`))].sort();
  };
  for (const from of tasks)
    expect([from.name, from.region, described(from)]).toEqual([from.name, from.region, [...expectedRights(from)].sort()]);
});

/** X-Ray segments have no ARN that a statement could name. */
test("only the permission to send traces is on all resources", () => {
  const open = tasks.flatMap((from) =>
    taskOf(graph, from.node).permissions.filter(({ resource, actions }) => resource === "*" || actions.includes("*")),
  );
  expect(new Set(open.flatMap(({ actions }) => actions))).toEqual(new Set(["xray:PutTraceSegments"]));
});

test("secrets come from the task's region, and the execution role can read and decrypt exactly these", () => {
  for (const { node, region } of tasks) {
    const { secrets, executionPermissions, stack } = taskOf(graph, node);
    const readable = executionPermissions
      .filter(({ actions }) => actions.includes("secretsmanager:GetSecretValue"))
      .map(({ resource }) => resource);
    const named = [...new Set([...secrets.values()].map((value) => value.replace(/:[a-z]+::$/, "")))];
    expect([...new Set(readable)].sort()).toEqual(named.sort());
    for (const value of named) {
      const { region: home } = graph.one(stack, value);
      expect(region === home || value.includes(`:${region}:`)).toBe(true);
    }
    const keys = executionPermissions.filter(({ actions }) => actions.includes("kms:Decrypt")).flatMap(({ references }) => references);
    expect(keys.filter(({ node: key }) => key.type !== "aws_kms_key" || key.region !== region)).toEqual([]);
    expect(keys.length > 0).toBe(named.length > 0);
  }
});

const KINDS: Readonly<Record<string, Use["kind"]>> = {
  aws_db_instance: "database",
  aws_elasticache_replication_group: "cache",
  aws_sqs_queue: "queue",
  aws_dynamodb_table: "table",
  aws_dynamodb_table_replica: "table",
};

/** The name in the environment of the resource that a Terraform resource belongs to. */
function thingOf(node: Node): { readonly kind: Use["kind"]; readonly name: string; readonly region: string } {
  const kind = KINDS[node.type];
  if (!kind) throw new Error(`${nameOf(node)} is nothing that can be used`);
  const text = (argument: string) => String(node.block[argument]).slice(platform.name.length + 1);
  if (kind === "database") return { kind, name: text("identifier").replace(/-replica-\d+$/, ""), region: node.region };
  if (kind === "cache") return { kind, name: text("replication_group_id").slice(node.region.length + 1), region: node.region };
  if (node.type === "aws_dynamodb_table_replica") return { ...thingOf(graph.target(node, "global_table_arn")), region: node.region };
  return { kind, name: text("name").replace(/\.fifo$/, ""), region: node.region };
}

function portOf(node: Node): number {
  if (thingOf(node).kind === "cache") return Number(node.block.port);
  return databaseNamed(thingOf(node).name).port;
}

function mayReach({ uses, region }: Tasks, node: Node): boolean {
  const { kind, name } = thingOf(node);
  if (!uses.some((use) => use.kind === kind && use.name === name)) return false;
  if (kind === "database") return true;
  const global = platform.caches.some((cache) => cache.name === name && cache.global);
  return node.region === region || (global && node.region === platform.primaryRegion);
}

function expectedRights({ name, region, uses }: Tasks): ReadonlySet<string> {
  const consumed = platform.workers.filter((worker) => worker.name === name).map(({ consumes }) => `queue ${consumes} in ${region}`);
  const used = uses.flatMap((use) => {
    if (use.kind === "secret") return [];
    if (use.kind !== "database") return [`${use.kind} ${use.name} in ${region}`];
    const { primaryRegion, regions: at } = databaseNamed(use.name);
    return [primaryRegion, ...(at.includes(region) ? [region] : [])].map((each) => `database ${use.name} in ${each}`);
  });
  return new Set([...consumed, ...used]);
}

function databasesOf(uses: readonly Use[]): readonly Database[] {
  return uses.flatMap(({ kind, name }) => (kind === "database" ? [databaseNamed(name)] : []));
}

function databaseNamed(name: string): Database {
  const database = platform.databases.find((each) => each.name === name);
  if (!database) throw new Error(`there is no database ${name}`);
  return database;
}

function variable(name: string, last: string): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_${last}`;
}
