import { MONITORING, tierOf } from "../../cli/cdktf/tiers";
import { full } from "../fixtures/environments/full";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";
import type { Block, StackJson } from "../support/synth";

type Entries = Readonly<Record<string, object>>;

function without(all: Entries | undefined, ...names: readonly string[]): Entries {
  return Object.fromEntries(Object.entries(all ?? {}).filter(([name]) => !names.includes(name)));
}

function changeOf(all: Entries | undefined, name: string, fields: object): Entries {
  return { ...all, [name]: { ...all?.[name], ...fields } };
}

const { network, services, workers, databases, caches, queues, cdn } = full;

/** Changes of an environment that delete resources which other resources of the same stack use. */
const CHANGES: Entries = {
  "one NAT gateway": { network: { ...network, natGateways: "one" } },
  "fewer interface endpoints": { network: { ...network, interfaceEndpoints: ["logs"] } },
  "no flow log": { network: { ...network, flowLogs: "none" } },
  "no service of paths": { services: without(services, "search"), caches: without(caches, "index") },
  "no service with a TLS listener": {
    services: without(services, "upload"),
    workers: without(workers, "resizer"),
    queues: without(queues, "uploads"),
  },
  "one worker": { workers: without(workers, "mailer") },
  "a cache without consumers": {
    services: changeOf(services, "api", { uses: ["main", "likes", "emails", "mail-key", "signing"], environment: {} }),
  },
  "a cache of another engine": { caches: changeOf(caches, "index", { engine: "valkey" }) },
  "a database with default parameters": { databases: changeOf(databases, "main", { parameters: {} }) },
  "one read replica": { databases: changeOf(databases, "main", { readReplicas: 1 }) },
  "no read replicas": { databases: changeOf(databases, "main", { readReplicas: 0 }) },
  "a CDN without uploads": { cdn: { ...cdn, uploads: [] } },
  "managed rules that count": { cdn: { ...cdn, managedRules: "count" } },
  "a site without a failover region": { site: { singlePageApp: true } },
  "no metrics workspace": { observability: { level: "full", accessLogs: "none", prometheus: false, grafana: false } },
};

const changed = Object.entries(CHANGES).map(([name, fields]) => [name, { ...full, ...fields }] as const);

type Resources = ReadonlyMap<string, Block>;

function resourcesOf({ resource = {} }: StackJson): Resources {
  return new Map(Object.entries(resource).flatMap(([type, all]) => Object.entries(all).map(([name, block]) => [`${type}.${name}`, block])));
}

/** `X is deleted before Y stops using it`, for each deleted resource without create-before-destroy that a changed resource of its stack uses. */
function findings(before: Resources, after: Resources): string[] {
  const deleted = [...before].filter(([address, block]) => !after.has(address) && !isLast(block)).map(([address]) => address);
  const users = [...before].filter(([address]) => after.has(address) && !isOnlyName(address));
  return deleted.flatMap((address) =>
    users.filter(([, block]) => references(block).has(address)).map(([user]) => `${address} is deleted before ${user} stops using it`),
  );
}

function isLast({ lifecycle }: Block): boolean {
  return (lifecycle as Block | undefined)?.create_before_destroy === true;
}

/** Alarms, dashboards and permissions name resources, and work without them. */
function isOnlyName(address: string): boolean {
  const [type = ""] = address.split(".");
  return tierOf(type) === MONITORING || type.startsWith("aws_iam_");
}

/** The resources in the arguments of another one. `depends_on` is an order of creation, not a use. */
function references({ depends_on: _, ...used }: Block): ReadonlySet<string> {
  return new Set([...JSON.stringify(used).matchAll(/\b(aws_\w+\.[\w-]+)/g)].map(([, address = ""]) => address));
}

beforeAll(() => synthesizeMissing([full, ...changed.map(([, environment]) => environment)]));

test.each(changed)("a change to %s deletes each resource after its users stop using it", (_name, environment) => {
  const [base, head] = [synthesizePlatform(full), synthesizePlatform(environment)];
  const found = [...base].flatMap(([stack, json]) => {
    const next = head.get(stack);
    return next ? findings(resourcesOf(json), resourcesOf(next)) : [];
  });
  expect(found).toEqual([]);
});

test("a resource without create_before_destroy is found if another one uses it", () => {
  const used: Block = { subnet_id: "subnet" };
  const user: Block = { nat_gateway_id: "${aws_nat_gateway.Two.id}" };
  const base = (gateway: Block) => new Map(Object.entries({ "aws_nat_gateway.Two": gateway, "aws_route.Two": user }));
  const head: Resources = new Map(Object.entries({ "aws_route.Two": {} }));
  expect(findings(base(used), head)).toEqual(["aws_nat_gateway.Two is deleted before aws_route.Two stops using it"]);
  expect(findings(base({ ...used, lifecycle: { create_before_destroy: true } }), head)).toEqual([]);
});
