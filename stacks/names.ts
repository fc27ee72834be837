/**
 * The names of stacks, spelled and parsed here alone: `<environment>-<layer>` for a stack of the whole environment, `<environment>-<region>-<layer>` for
 * a stack of one region, `<environment>-<region>-<layer>-<group>` for a group of workloads, and `<environment>-<region>-database-<name>` for a database.
 * A state's key is derived from the name, so that another name orphans the state. This module is pure: commands import it without cdktf.
 *
 * @example
 * stackName({ environment: "prod", region: "eu-west-1", layer: "service" }); // "prod-eu-west-1-service"
 * parseStackName("prod-eu-west-1-service")?.region; // "eu-west-1"
 */

/** Layers with one stack in an environment. */
export const GLOBAL_LAYERS = ["foundation", "data", "network", "edge", "watch"] as const;

/** Layers with one stack in each region. `pages`: composite alarms of a region that depend on alarms of groups. */
export const REGIONAL_LAYERS = ["network", "data", "service", "watch", "pages"] as const;

/** Layers that also have one stack for each group in each region. */
export const GROUP_LAYERS = ["service", "watch"] as const;

export type GlobalLayer = (typeof GLOBAL_LAYERS)[number];
export type RegionalLayer = (typeof REGIONAL_LAYERS)[number];
export type GroupLayer = (typeof GROUP_LAYERS)[number];

export interface GlobalStack {
  readonly environment: string;
  readonly region?: undefined;
  readonly layer: GlobalLayer;
}

export interface RegionalStack {
  readonly environment: string;
  readonly region: string;
  readonly layer: RegionalLayer;
}

/** Workloads of a group in one region. The stacks of the default group are {@link RegionalStack}s. */
export interface GroupStack {
  readonly environment: string;
  readonly region: string;
  readonly layer: GroupLayer;
  readonly group: string;
}

/** A database in one of its regions. */
export interface DatabaseStackId {
  readonly environment: string;
  readonly region: string;
  readonly layer: "database";
  readonly database: string;
}

export type StackId = GlobalStack | RegionalStack | GroupStack | DatabaseStackId;

export function stackName(id: StackId): string {
  const place = id.region === undefined ? id.environment : `${id.environment}-${id.region}`;
  if (id.layer === "database") return `${place}-database-${id.database}`;
  return "group" in id ? `${place}-${id.layer}-${id.group}` : `${place}-${id.layer}`;
}

const ENVIRONMENT = "[a-z][a-z0-9]*";
/** `us-east-1`, `ap-southeast-5`, `us-gov-west-1` */
const REGION = "[a-z]{2}(?:-[a-z]+)+-\\d+";
const IN_ENVIRONMENT = new RegExp(`^(${ENVIRONMENT})-(${GLOBAL_LAYERS.join("|")})$`);
const IN_REGION = new RegExp(`^(${ENVIRONMENT})-(${REGION})-(${REGIONAL_LAYERS.join("|")})$`);
const RESOURCE = "[a-z][a-z0-9-]*";
const IN_GROUP = new RegExp(`^(${ENVIRONMENT})-(${REGION})-(${GROUP_LAYERS.join("|")})-(${RESOURCE})$`);
const DATABASE = new RegExp(`^(${ENVIRONMENT})-(${REGION})-database-(${RESOURCE})$`);

/** The parts of a stack's name; undefined for a name that no stack of this version has. */
export function parseStackName(name: string): StackId | undefined {
  const [, environment = "", layer] = IN_ENVIRONMENT.exec(name) ?? [];
  if (layer !== undefined) return { environment, layer: layer as GlobalLayer };
  const [, inside = "", region = "", regional] = IN_REGION.exec(name) ?? [];
  if (regional !== undefined) return { environment: inside, region, layer: regional as RegionalLayer };
  const [, team = "", at = "", layerOfGroup, group = ""] = IN_GROUP.exec(name) ?? [];
  if (layerOfGroup !== undefined) return { environment: team, region: at, layer: layerOfGroup as GroupLayer, group };
  const [, owner = "", place = "", database] = DATABASE.exec(name) ?? [];
  return database === undefined ? undefined : { environment: owner, region: place, layer: "database", database };
}

/** The region of a stack of an environment; undefined for a stack of the whole environment, and for another environment's. */
export function regionOfStack(name: string, environment: string): string | undefined {
  const id = parseStackName(name);
  return id?.environment === environment ? id.region : undefined;
}

/** The stacks of a layer in a region: of the default group, and of each other group. */
export function stacksOfGroups(
  id: RegionalStack & { readonly layer: GroupLayer },
  groups: readonly { readonly name: string }[],
): readonly string[] {
  return [stackName(id), ...groups.map(({ name: group }) => stackName({ ...id, group }))];
}

/** The group of a stack; undefined for a stack that is not of a group. */
export function groupOfStack(name: string): string | undefined {
  const id = parseStackName(name);
  return id && "group" in id ? id.group : undefined;
}

const OWNER = new RegExp(`^(${ENVIRONMENT})-`);

/** The environment of any stack, also of one that only another version of Terrace has; undefined for a name without an environment. */
export function environmentOfStack(name: string): string | undefined {
  return OWNER.exec(name)?.[1];
}

/** cdktf's pattern for all stacks of an environment. */
export function allStacksOf(environment: string): string {
  return `${environment}-*`;
}

const STATE_KEY = /^([^/]+)\.tfstate$/;

/** The key of a stack's state in the state bucket. */
export function stateKey(stack: string): string {
  return `${stack}.tfstate`;
}

const LOCK = ".tflock";

/** The key of the object with which Terraform's S3 backend locks a state. @see https://developer.hashicorp.com/terraform/language/backend/s3#state-locking */
export function lockKeyOf(key: string): string {
  return `${key}${LOCK}`;
}

/** The key of the state that a lock locks; undefined for any other key. */
export function stateKeyOfLock(key: string): string | undefined {
  return key.endsWith(LOCK) ? key.slice(0, -LOCK.length) : undefined;
}

/** The stack whose state has a key; undefined for a key of anything else, such as a lock or a plan. */
export function stackOfStateKey(key: string): string | undefined {
  return STATE_KEY.exec(key)?.[1];
}
