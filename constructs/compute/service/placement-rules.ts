import { LIMITS } from "../../../aws/limits";
import { grouped } from "../../../language/collections";
import type { Rule, RuleViolation } from "../../../language/rule";
import { demandOf } from "../../load-balancing/placement/place";
import { type BalancerKind, MOST_SERVICES, Rooms } from "../../load-balancing/placement/rooms";
import type { ServiceSettings } from "./model";
import { PLACEMENT_FILE, placeable, placeCommand } from "./placement";

/** The fields that placement rules read. */
interface Environment {
  readonly name: string;
  readonly services: Readonly<Record<string, ServiceSettings>>;
}

interface Balancer {
  readonly kind: BalancerKind;
  readonly number: number;
  readonly services: readonly (readonly [name: string, settings: ServiceSettings])[];
}

const TITLE: Readonly<Record<BalancerKind, string>> = { application: "ALB", network: "NLB" };

/** Rules for the room on load balancers. */
export const placementRules: readonly Rule<Environment>[] = [
  {
    id: "placement.services",
    *check(settings) {
      for (const balancer of balancersOf(settings)) {
        const { kind, number, services } = balancer;
        const most = MOST_SERVICES[kind];
        if (services.length <= most) continue;
        yield {
          ...at(balancer),
          problem: `puts ${services.length} services on ${TITLE[kind]} ${number}`,
          received: `${services.length} services`,
          allowed: `at most ${most} services on one ${TITLE[kind]}: AWS does not raise this quota`,
          fix: hasDefaults(balancer)
            ? `Spread the services over several load balancers: ${placeCommand(settings.name)}`
            : `Delete the entries of services that are not deployed yet from ${PLACEMENT_FILE}, then run: ${placeCommand(settings.name)}`,
        };
      }
    },
  },
  {
    id: "placement.quotas",
    warning: true,
    *check(settings) {
      const rooms = roomsOf(settings);
      for (const balancer of balancersOf(settings)) {
        if (!hasDefaults(balancer)) continue;
        for (const problem of problemsOf(rooms, balancer)) {
          yield {
            ...at(balancer),
            ...problem,
            fix: `Spread the services: ${placeCommand(settings.name)}. Without an entry, all services are in the first place.`,
          };
        }
      }
    },
  },
];

function problemsOf(
  rooms: Rooms,
  { kind, number, services }: Balancer,
): readonly Pick<RuleViolation, "problem" | "received" | "allowed">[] {
  const title = `${TITLE[kind]} ${number}`;
  const groups = new Set(services.map(([, { placement }]) => placement.securityGroup));
  const quotas = { rules: LIMITS["elasticloadbalancing.alb-rules"].value, targets: LIMITS["elasticloadbalancing.alb-targets"].value };
  return [
    ...rooms
      .exceeded(kind, number)
      .filter((quota) => quota !== "services")
      .map((quota) => ({
        problem: `puts more ${quota} on ${title} than AWS's default quota allows`,
        received: `${services.length} services`,
        allowed: `at most ${quotas[quota]} ${quota}, unless the account has a higher quota`,
      })),
    ...[...groups]
      .filter((securityGroup) => rooms.isGroupFull(kind, { loadBalancer: number, securityGroup }))
      .map((securityGroup) => ({
        problem: `puts more rules into security group ${securityGroup} of ${title} than AWS's default quota allows`,
        received: `${services.length} services`,
        allowed: `at most ${LIMITS["vpc.egress-rules"].value} rules in one direction, unless the account has a higher quota`,
      })),
  ];
}

function roomsOf({ services }: Environment): Rooms {
  const rooms = new Rooms();
  for (const [name, settings] of Object.entries(services)) rooms.add(demandOf(placeable(name, settings)), settings.placement);
  return rooms;
}

/** The load balancers of an environment. */
export function loadBalancersOf(environment: Pick<Environment, "services">): readonly Pick<Balancer, "kind" | "number">[] {
  return balancersOf(environment);
}

function balancersOf({ services }: Pick<Environment, "services">): readonly Balancer[] {
  const keyed = Object.entries(services).map(([name, settings]) => {
    const { kind } = placeable(name, settings);
    return [
      `${kind} ${settings.placement.loadBalancer}`,
      { kind, number: settings.placement.loadBalancer, service: [name, settings] as const },
    ] as const;
  });
  return [...grouped(keyed).values()].flatMap((members) => {
    const [first] = members;
    return first ? [{ kind: first.kind, number: first.number, services: members.map(({ service }) => service) }] : [];
  });
}

function hasDefaults({ services }: Balancer): boolean {
  return services.some(([, { placement }]) => !placement.recorded);
}

function at({ services }: Balancer): Pick<RuleViolation, "path" | "reads"> {
  return { path: ["services"], reads: services.map(([name]) => ["services", name]) };
}
