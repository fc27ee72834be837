import type { App } from "cdktf";
import type { Database } from "../constructs/database/model";
import type { Platform } from "../config/model";
import type { Bindable } from "../constructs/core/bindings";
import { isolatedCidrs } from "../constructs/core/regional-cidrs";
import { RemoteDatabase } from "../constructs/database/remote-database";
import { DatabaseStack, type DatabaseStackProps } from "./database-stack";
import { stackName } from "./names";
import { known } from "./regions";
import type { SharedDataStack } from "./shared-data-stack";

export interface DatabaseStacksProps {
  readonly platform: Platform;
  /** By region. */
  readonly networks: ReadonlyMap<string, DatabaseStackProps["network"]>;
  readonly zone: DatabaseStackProps["zone"];
  readonly credentials: SharedDataStack["credentials"];
}

/** The databases of a platform. */
export interface DatabaseStacks {
  /** The databases that workloads of a region connect to, by map and name: the region's instance, or the remote primary. */
  seenFrom(region: string): { readonly databases: ReadonlyMap<string, Bindable> };
  /** Databases with an instance in a region, by name. */
  in(region: string): ReadonlyMap<string, DatabaseStack>;
}

/** One stack per database and region. The primary region comes first, because replicas depend on it. */
export function defineDatabases(app: App, props: DatabaseStacksProps): DatabaseStacks {
  const stacks = props.platform.databases.map((database) => [database, defineDatabase(app, database, props)] as const);
  return {
    seenFrom: (region) => ({
      databases: new Map(stacks.map(([database, copies]) => [database.name, seenFrom(region, database, copies, props)])),
    }),
    in: (region) =>
      new Map(
        stacks.flatMap(([{ name }, copies]) => {
          const stack = copies.get(region);
          return stack ? [[name, stack]] : [];
        }),
      ),
  };
}

function defineDatabase(app: App, database: Database, props: DatabaseStacksProps): ReadonlyMap<string, DatabaseStack> {
  const { platform, networks, zone } = props;
  const stacks = new Map<string, DatabaseStack>();
  for (const name of database.regions) {
    const region = platform.regions.find((each) => each.name === name);
    if (!region) throw new RangeError(`database ${database.name} has region ${name}, which is not a region of the platform`);
    const primary = stacks.get(database.primaryRegion);
    const stack = new DatabaseStack(
      app,
      stackName({ environment: platform.name, region: name, layer: "database", database: database.name }),
      {
        platform,
        region,
        database,
        network: known(networks, name),
        zone,
        credentials: credentialsIn(name, database, props),
        ...(primary && { primary }),
      },
    );
    stacks.set(name, stack);
  }
  return stacks;
}

function seenFrom(region: string, database: Database, stacks: ReadonlyMap<string, DatabaseStack>, props: DatabaseStacksProps): Bindable {
  const own = stacks.get(region);
  if (own) return own.database;
  const { source } = known(stacks, database.primaryRegion).database;
  const credentials = credentialsIn(region, database, props);
  // Every region of the database, not only the primary one, so that a promotion changes no security group rule.
  const replicas = isolatedCidrs(props.platform, ({ name }) => database.regions.includes(name));
  return new RemoteDatabase({ database, zone: props.zone, source, credentials, replicas });
}

function credentialsIn(region: string, { name }: Database, { credentials }: DatabaseStacksProps) {
  const found = credentials.get(name);
  if (!found)
    throw new Error(`database ${name} has no credentials; databases with credentials: ${[...credentials.keys()].join(", ") || "none"}`);
  return found.in(region);
}
