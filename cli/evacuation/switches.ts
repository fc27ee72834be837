import type { TerraformJson } from "../synthesis/synthesized";
import { Problem } from "../problem";
import type { Change, ChangeCheck } from "../terraform/plan-changes";

/** The switch of a region in a public name: the health check that the name's record there follows. */
export interface Switch {
  readonly address: string;
  readonly name: string;
  readonly region: string;
  /** Whether the region is to be out of the name. */
  readonly off: boolean;
  /** Checks that it follows as long as it is on. */
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

/** Every switch of an edge stack, from its records: what they do not follow is no switch. */
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
 * @throws Problem where a switch is not as the file says: then the environment does not read the file.
 */
export function checkSwitches(switches: readonly Switch[], environment: string, out: readonly string[], file: string): void {
  if (switches.length === 0) throw new Problem(`${environment} has no public name that leads to regions: there is nothing to evacuate.`);
  if (switches.every(({ region, off }) => off === out.includes(region))) return;
  throw new Problem(
    `The environment ${environment} does not do what ${file} says.\n` +
      `  fix: write \`evacuated: evacuated.${environment}\` in it, as environments/prod.ts does`,
  );
}

const TURNED = ["disabled", "invert_healthcheck"];

/**
 * Allows nothing but turning switches, in place. What a switch follows may change with it: after a service has moved and before the edge
 * was deployed again there is such a change, and this is no time to wait for a deployment.
 */
export function checkSwitch(switches: readonly Switch[]): ChangeCheck {
  return ({ address, action, attributes }: Change) => {
    if (switches.some(({ watches }) => watches.includes(address)))
      return action === "update" ? undefined : "what a switch follows is changed in place";
    if (!switches.some((one) => one.address === address)) return "is no switch of a public name";
    if (action !== "update") return "a switch is turned in place";
    const others = attributes.filter((name) => !TURNED.includes(name));
    return others.length > 0 ? `more than the switch would change: ${others.join(", ")}` : undefined;
  };
}

/** The plan in words, one line for each name and region. */
export function evacuationLines(switches: readonly Switch[], changes: readonly Change[]): string[] {
  return switches
    .filter(({ address }) => changes.some((change) => change.address === address))
    .map(({ name, region, off }) => `  ${region} ${off ? "leaves" : "comes back to"} ${name}`)
    .sort();
}
