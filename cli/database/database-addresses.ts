import type { TerraformJson } from "../synthesis/synthesized";
import { Problem } from "../problem";

/** The resource addresses of a database in one region. */
export interface DatabaseParts {
  /** The lead instance: primary or cross-region replica. */
  readonly lead: string;
  readonly replicas: readonly string[];
  /** Persists the role of the lead instance. */
  readonly role: string;
}

const INSTANCE = "aws_db_instance";
const ROLE = "terraform_data";

/** Resources that a promotion or a rebuild also changes: DNS records, and the health checks and alarms that take lagging replicas out of DNS. */
export const NAME_TYPES = ["aws_route53_record", "aws_route53_health_check", "aws_cloudwatch_metric_alarm"];

/** Each instance has its own log groups, created and deleted with it. */
export const LOG_TYPE = "aws_cloudwatch_log_group";

/** An instance whose source is in the same stack is a replica; the other one is the lead instance. */
export function databasePartsOf(stack: string, { resource = {} }: TerraformJson): DatabaseParts {
  const instances = Object.entries(resource[INSTANCE] ?? {}) as [string, { readonly replicate_source_db?: string }][];
  const isReplica = ({ replicate_source_db: source = "" }) => source.includes(`\${${INSTANCE}.`);
  const leads = instances.filter(([, instance]) => !isReplica(instance)).map(([name]) => `${INSTANCE}.${name}`);
  const roles = Object.keys(resource[ROLE] ?? {}).map((name) => `${ROLE}.${name}`);
  const [lead, otherLead] = leads;
  const [role, otherRole] = roles;
  if (lead === undefined || otherLead !== undefined || role === undefined || otherRole !== undefined)
    throw new Problem(`${stack} is not a stack of one database: it has ${leads.length} lead instances and ${roles.length} roles.`);
  return { lead, role, replicas: instances.filter(([, instance]) => isReplica(instance)).map(([name]) => `${INSTANCE}.${name}`) };
}

interface StateDocument {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
  }[];
}

/** A database as recorded in the state. */
export interface KnownDatabase {
  /** "primary" or "copy of <region>"; undefined if there is no role. */
  readonly role: string | undefined;
  /** The RDS identifier of the lead instance. */
  readonly identifier: string | undefined;
  /** Addresses of the instances and of the role in the state. */
  readonly addresses: readonly string[];
}

/** Parses the output of `terraform state pull`. */
export function knownDatabase(state: string, { lead, role }: DatabaseParts): KnownDatabase {
  const { resources = [] } = JSON.parse(state || "{}") as StateDocument;
  const managed = resources.filter(
    ({ mode, type, instances }) => mode === "managed" && instances.length > 0 && [INSTANCE, ROLE].includes(type),
  );
  const attributesOf = (address: string) => managed.find(({ type, name }) => `${type}.${name}` === address)?.instances[0]?.attributes ?? {};
  return {
    role: textAt(attributesOf(role), ["output", "value", "role"]),
    identifier: textAt(attributesOf(lead), ["identifier"]),
    addresses: managed.map(({ type, name }) => `${type}.${name}`),
  };
}

function textAt(value: unknown, keys: readonly string[]): string | undefined {
  const found = keys.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], value);
  return typeof found === "string" ? found : undefined;
}
