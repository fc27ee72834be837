import type { TerraformJson } from "../synthesis/synthesized";
import { Problem } from "../problem";
import type { Change, ChangeCheck } from "../terraform/plan-changes";

/** The traffic switch of a region in a public DNS name: the health check of the name's record for the region. */
export interface Switch {
  readonly address: string;
  readonly name: string;
  readonly region: string;
  /** Whether the region is removed from the name. */
  readonly off: boolean;
  /** Health checks that the switch follows while it is on. */
  readonly watches: readonly string[];
}

interface LatencyRecord {
  readonly name?: string;
  readonly health_check_id?: string;
  readonly latency_routing_policy?: { readonly region?: string };
}

const CHECK = "aws_route53_health_check";
const REFERENCE = new RegExp(`^\\$\\{${CHECK}\\.([^.}]+)\\.id\\}$`);

interface HealthCheck {
  readonly disabled?: boolean;
  readonly invert_healthcheck?: boolean;
  readonly child_healthchecks?: readonly string[];
}

/** All traffic switches of an edge stack: the health checks that latency records refer to. */
export function switchesOf({ resource = {} }: TerraformJson): Switch[] {
  const found = new Map<string, Switch>();
  for (const record of Object.values(resource.aws_route53_record ?? {}) as LatencyRecord[]) {
    const id = REFERENCE.exec(record.health_check_id ?? "")?.[1];
    const region = record.latency_routing_policy?.region;
    if (id === undefined || region === undefined) continue;
    const check = (resource[CHECK]?.[id] ?? {}) as HealthCheck;
    const off = check.disabled === true && check.invert_healthcheck === true;
    const watches = (check.child_healthchecks ?? []).flatMap((child) => REFERENCE.exec(child)?.[1] ?? []).map((one) => `${CHECK}.${one}`);
    found.set(id, { address: `${CHECK}.${id}`, name: record.name ?? "", region, off, watches });
  }
  return [...found.values()].sort((one, other) => (one.address < other.address ? -1 : 1));
}

/**
 * @throws Problem if a switch differs from the file: then the environment does not read the file.
 */
export function checkSwitches(switches: readonly Switch[], environment: string, out: readonly string[], file: string): void {
  if (switches.length === 0)
    throw new Problem(`${environment} has no public DNS name with a record for each region: there is nothing to evacuate.`);
  if (switches.every(({ region, off }) => off === out.includes(region))) return;
  throw new Problem(
    `The environment ${environment} does not read ${file}.\n` +
      `  fix: remove \`evacuated\` from it: the commands add the entry of this file`,
  );
}

const SWITCH_ATTRIBUTES = ["disabled", "invert_healthcheck"];

/**
 * Allows only flipping traffic switches, in place. The health checks that a switch follows can change with it: such a change is pending if a
 * service has moved and the edge is not deployed yet, and an evacuation must not wait for a deployment.
 */
export function checkSwitch(switches: readonly Switch[]): ChangeCheck {
  return ({ address, action, attributes }: Change) => {
    if (switches.some(({ watches }) => watches.includes(address)))
      return action === "update" ? undefined : "a health check that a switch follows must be updated in place";
    if (!switches.some((one) => one.address === address)) return "is not a traffic switch";
    if (action !== "update") return "a traffic switch must be updated in place";
    const others = attributes.filter((name) => !SWITCH_ATTRIBUTES.includes(name));
    return others.length > 0 ? `other attributes than the switch would change: ${others.join(", ")}` : undefined;
  };
}

/** Describes the plan, one line for each name and region. */
export function evacuationLines(switches: readonly Switch[], changes: readonly Change[]): string[] {
  return switches
    .filter(({ address }) => changes.some((change) => change.address === address))
    .map(({ name, region, off }) => `  ${region} ${off ? "is removed from" : "is restored to"} ${name}`)
    .sort();
}
