import type { App } from "cdktf";
import type { Platform } from "../../config/model";
import type { Environment, RegionName } from "../../config/schema";
import type { Connection } from "../../constructs/core/bindings";
import { DatabaseStack } from "../../stacks/database-stack";
import { InterconnectStack } from "../../stacks/interconnect-stack";
import { NetworkStack } from "../../stacks/network-stack";
import { SharedDataStack } from "../../stacks/shared-data-stack";
import { dataSources, referenceTo, resource, resources, type StackJson, synthesize } from "../support/synth";
import { platformOf, TWO_REGIONS } from "./two-regions";

const HOME = "eu-west-1";
const FAR = "ap-southeast-2";
const THIRD = "us-west-2";

/** Three regions with one database, which has an instance in each and which the API uses. */
function platform(changes: Partial<Environment> = {}, primaryRegion: RegionName = HOME): Platform {
  const { api, ...services } = TWO_REGIONS.services ?? {};
  return platformOf({
    regions: { [HOME]: { primary: true }, [FAR]: {}, [THIRD]: {} },
    services: { ...services, api: { ...api!, uses: ["main"] } },
    databases: { main: { engine: "postgres", readReplicas: 2, primaryRegion } },
    ...changes,
  });
}

interface Synthesized {
  readonly json: ReadonlyMap<string, StackJson>;
  readonly connections: ReadonlyMap<string, readonly Connection[]>;
}

/** The database's stacks by region, and the addresses that consumers of each region connect to. */
function synth(of: Platform): Synthesized {
  const connections = new Map<string, readonly Connection[]>();
  const stacks = synthesize((app) => {
    for (const [region, { database }] of define(app, of)) connections.set(region, database.bind("api").connections);
  });
  return { json: new Map(of.regions.map(({ name }) => [name, stacks.get(`test-${name}-database-main`)!])), connections };
}

function define(app: App, of: Platform): ReadonlyMap<string, DatabaseStack> {
  const shared = new SharedDataStack(app, "test-data", { platform: of });
  const networks = new Map(
    of.regions.map((region) => [region.name, new NetworkStack(app, `test-${region.name}-network`, { platform: of, region })]),
  );
  const { privateZone: zone } = new InterconnectStack(app, "test-network", { platform: of, networks });
  const [database] = of.databases as [Platform["databases"][number]];
  const stacks = new Map<string, DatabaseStack>();
  for (const name of database.regions) {
    const region = of.regions.find((each) => each.name === name)!;
    const [network, credentials] = [networks.get(name)!, shared.credentials.get("main")!.in(name)];
    const props = { platform: of, region, database, network, zone, credentials, primary: stacks.get(database.primaryRegion) };
    stacks.set(name, new DatabaseStack(app, `test-${name}-database-main`, props));
  }
  return stacks;
}

const { json, connections } = synth(platform());
const promoted = synth(platform({}, FAR)).json;
const at = (region: string, from = json) => from.get(region)!;
const head = (region: string, from = json) => resource(at(region, from), "aws_db_instance", "Database/Resource");
const statesRead = (region: string, from = json) =>
  dataSources(at(region, from), "terraform_remote_state").map(({ config }) => (config as { readonly key: string }).key);

/**
 * Terraform addresses of the stateful resources, which are equal in each region and role.
 *
 * If this fails, do not change the list: see test/stacks/data-stack.test.ts. The role is in the list: without it, a former primary
 * could be turned into an empty replica.
 */
const FROZEN = { aws_db_instance: "Database_B269D8BB", aws_kms_key: "DatabaseKey_7576F140", terraform_data: "Database_Role_A51BBEDB" };

describe("stateful resources", () => {
  test.each([HOME, FAR])("in %s keep these addresses permanently, before and after a promotion", (region) => {
    for (const from of [json, promoted])
      for (const [type, name] of Object.entries(FROZEN)) expect(Object.keys(at(region, from).resource?.[type] ?? {})).toContain(name);
    expect(head(region)).toBe(at(region).resource?.aws_db_instance?.[FROZEN.aws_db_instance]);
  });

  test("are encrypted with a key of this database and region, whose policy grants nothing to AWS services", () => {
    for (const region of [HOME, FAR]) {
      expect(head(region).kms_key_id).toBe(referenceTo(at(region), "aws_kms_key", undefined, "arn"));
      expect(resource(at(region), "aws_kms_alias").name).toBe(`alias/test-${region}-database-main`);
      expect(JSON.parse(resource(at(region), "aws_kms_key").policy as string)).toMatchObject({ Statement: [{ Sid: "Administration" }] });
    }
  });

  test("are protected in the primary region; the key is protected in every region", () => {
    expect(head(HOME).lifecycle).toMatchObject({ prevent_destroy: true });
    expect(head(FAR).lifecycle).toMatchObject({ prevent_destroy: false });
    for (const region of [HOME, FAR]) expect(resource(at(region), "aws_kms_key").lifecycle).toMatchObject({ prevent_destroy: true });
  });

  test("are not protected in a region that is being decommissioned", () => {
    const decommissioning = synth(platform({ regions: { [HOME]: { primary: true }, [FAR]: {}, [THIRD]: { decommissioning: true } } })).json;
    expect(resource(at(THIRD, decommissioning), "aws_kms_key").lifecycle).toMatchObject({ prevent_destroy: false });
    expect(resource(at(HOME, decommissioning), "aws_kms_key").lifecycle).toMatchObject({ prevent_destroy: true });
  });
});

test("no state contains a password", () => {
  for (const [, stack] of json) expect(JSON.stringify(stack.resource)).not.toMatch(/"(password|secret_string)":/);
});

describe("a region outage does not prevent planning", () => {
  test("the primary's stack reads the states of its own region and of shared stacks only", () => {
    expect(statesRead(HOME).sort()).toEqual(["test-data.tfstate", `test-${HOME}-network.tfstate`, "test-network.tfstate"].sort());
  });

  test("the new primary's stack does not read the state of the former primary's region", () => {
    expect(statesRead(FAR, promoted).join()).not.toContain(HOME);
    expect(head(FAR, promoted)).not.toHaveProperty("replicate_source_db");
  });

  test("a replica's stack reads the primary's state and has no provider of another region", () => {
    expect(statesRead(FAR)).toContain(`test-${HOME}-database-main.tfstate`);
    expect(statesRead(FAR).join()).not.toContain(THIRD);
    for (const [, stack] of json) expect(stack.provider?.aws).toHaveLength(1);
  });
});

describe("workloads of other regions", () => {
  const rules = (region: string, from = json) =>
    resources(at(region, from), "aws_vpc_security_group_ingress_rule").map((rule) => [rule.cidr_ipv4, rule.from_port, rule.to_port]);

  test("can reach the database port, with one rule per region and in every role, so that a promotion changes no rule", () => {
    expect(rules(HOME).sort()).toEqual([
      ["10.13.0.0/16", 5432, 5432],
      ["10.63.0.0/16", 5432, 5432],
    ]);
    expect(rules(FAR)).toEqual(rules(FAR, promoted));
    expect(rules(THIRD)).toEqual(rules(THIRD, promoted));
  });

  test("cannot connect from a region that is being decommissioned, or if none uses the database", () => {
    const decommissioning = synth(platform({ regions: { [HOME]: { primary: true }, [FAR]: {}, [THIRD]: { decommissioning: true } } })).json;
    expect(rules(HOME, decommissioning)).toEqual([["10.63.0.0/16", 5432, 5432]]);
    expect(rules(HOME, synth(platform({ services: TWO_REGIONS.services })).json)).toEqual([]);
  });

  test("can connect to the isolated subnets of every other region with a replica, and to no others", () => {
    const remote = (region: string) =>
      (connections.get(region) ?? []).flatMap((one) => (one.kind === "cidr" ? [[one.region, one.cidrs] as const] : []));
    const isolated = (region: string) =>
      platform()
        .regions.find(({ name }) => name === region)!
        .zones.map((zone) => zone.isolatedCidr);
    expect(remote(FAR)).toEqual([HOME, THIRD].map((region) => [region, isolated(region)]));
    expect(connections.get(FAR)?.filter(({ kind }) => kind === "group")).toHaveLength(1);
  });
});

test("a replica requires the stack of its primary", () => {
  const of = platform();
  const build = (app: App) => {
    const region = of.regions.find(({ name }) => name === FAR)!;
    const network = new NetworkStack(app, "network", { platform: of, region });
    const [database] = of.databases as [Platform["databases"][number]];
    const credentials = { secretArn: "arn:secret", versionId: "1", readStatements: [] };
    const zone = { zoneId: "Z1", name: "test.internal" } as InterconnectStack["privateZone"];
    new DatabaseStack(app, "database", { platform: of, region, database, network, zone, credentials });
  };
  expect(() => synthesize(build)).toThrow(
    `database main in ${FAR} is a cross-region replica and requires the stack of its primary region, ${HOME}`,
  );
});
