import type { TerraformJson } from "../synthesis/synthesized";
import { Problem } from "../problem";

/** A database in one region, as addresses of its stack. */
export interface DatabaseParts {
  /** The leading instance, primary or copy. */
  readonly head: string;
  readonly replicas: readonly string[];
  /** Remembers what the leading instance was made or promoted to be. */
  readonly role: string;
}

const INSTANCE = "aws_db_instance";
const KEEPER = "terraform_data";

/** What a promotion or a new copy changes besides the instances: their names, and what watches whether a replica may be read. */
export const NAME_TYPES = ["aws_route53_record", "aws_route53_health_check", "aws_cloudwatch_metric_alarm"];

/** Each instance has log groups of its own, which come and go with it. */
export const LOG_TYPE = "aws_cloudwatch_log_group";

/** An instance whose source is another one of the same stack is a replica; the one that is left leads. */
export function databasePartsOf(stack: string, { resource = {} }: TerraformJson): DatabaseParts {
  const instances = Object.entries(resource[INSTANCE] ?? {}) as [string, { readonly replicate_source_db?: string }][];
  const isReplica = ({ replicate_source_db: source = "" }) => source.includes(`\${${INSTANCE}.`);
  const heads = instances.filter(([, instance]) => !isReplica(instance)).map(([name]) => `${INSTANCE}.${name}`);
  const keepers = Object.keys(resource[KEEPER] ?? {}).map((name) => `${KEEPER}.${name}`);
  const [head, otherHead] = heads;
  const [role, otherRole] = keepers;
  if (head === undefined || otherHead !== undefined || role === undefined || otherRole !== undefined)
    throw new Problem(`${stack} is no stack of one database: it has ${heads.length} leading instances and ${keepers.length} roles.`);
  return { head, role, replicas: instances.filter(([, instance]) => isReplica(instance)).map(([name]) => `${INSTANCE}.${name}`) };
}

interface StateDocument {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** What the state tells of a database. */
export interface KnownDatabase {
  /** "primary", or "copy of <region>"; undefined where there is none. */
  readonly role: string | undefined;
  /** RDS's name of the leading instance. */
  readonly identifier: string | undefined;
  /** Addresses of the instances and the role that the state holds. */
  readonly addresses: readonly string[];
}

/** Reads a state as `terraform state pull` prints it. */
export function knownDatabase(state: string, { head, role }: DatabaseParts): KnownDatabase {
  const { resources = [] } = JSON.parse(state || "{}") as StateDocument;
  const managed = resources.filter(
    ({ mode, type, instances }) => mode === "managed" && instances.length > 0 && [INSTANCE, KEEPER].includes(type),
  );
  const attributesOf = (address: string) => managed.find(({ type, name }) => `${type}.${name}` === address)?.instances[0]?.attributes ?? {};
  return {
    role: textAt(attributesOf(role), ["output", "value", "role"]),
    identifier: textAt(attributesOf(head), ["identifier"]),
    addresses: managed.map(({ type, name }) => `${type}.${name}`),
  };
}

function textAt(value: unknown, keys: readonly string[]): string | undefined {
  const found = keys.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], value);
  return typeof found === "string" ? found : undefined;
}
