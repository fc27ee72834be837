import { LIMITS } from "../../../aws/limits";
import type { Placement } from "./model";
import { MOST_SECURITY_GROUPS } from "./schema";

/** The kinds of load balancers. */
export type BalancerKind = "application" | "network";

/** The room that a service takes on a load balancer and in its security group. */
export interface Demand {
  readonly kind: BalancerKind;
  /** Listener rules of an ALB. */
  readonly rules: number;
  /** Tasks at the maximum of its scaling range. */
  readonly targets: number;
  /** Rules of the load balancer's security group that lead to the tasks. */
  readonly openings: number;
}

interface Room {
  services: number;
  rules: number;
  targets: number;
}

const MOST = {
  application: {
    services: LIMITS["elasticloadbalancing.alb-target-groups"].value,
    rules: LIMITS["elasticloadbalancing.alb-rules"].value,
    targets: LIMITS["elasticloadbalancing.alb-targets"].value,
  },
  network: { services: LIMITS["elasticloadbalancing.nlb-listeners"].value, rules: Infinity, targets: Infinity },
} as const satisfies Readonly<Record<BalancerKind, Room>>;

/** The most services that one load balancer can have. AWS does not raise these quotas. */
export const MOST_SERVICES: Readonly<Record<BalancerKind, number>> = {
  application: MOST.application.services,
  network: MOST.network.services,
};

/** The most rules of a security group in one direction. */
const MOST_GROUP_RULES = LIMITS["vpc.egress-rules"].value;

/** The load balancers of a region with the services on them. */
export class Rooms {
  private readonly rooms = new Map<string, Room>();
  private readonly groups = new Map<string, number>();

  /** Adds a service, also if there is no room for it. */
  public add({ kind, rules, targets, openings }: Demand, { loadBalancer, securityGroup }: Placement): void {
    const room = this.roomOf(kind, loadBalancer);
    this.rooms.set(`${kind} ${loadBalancer}`, {
      services: room.services + 1,
      rules: room.rules + rules,
      targets: room.targets + targets,
    });
    const group = `${kind} ${loadBalancer} ${securityGroup}`;
    this.groups.set(group, (this.groups.get(group) ?? 0) + openings);
  }

  /** The first place that has room. A service that no load balancer could take gets one of its own. */
  public firstFree(demand: Demand): Placement {
    for (let loadBalancer = 1; ; loadBalancer++) {
      const securityGroup = this.firstFreeGroup(demand, loadBalancer);
      const isEmpty = this.roomOf(demand.kind, loadBalancer).services === 0;
      if (isEmpty) return { loadBalancer, securityGroup: 1 };
      if (this.hasRoom(demand, loadBalancer) && securityGroup !== undefined) return { loadBalancer, securityGroup };
    }
  }

  /** Whether the service's security group has more rules than AWS's default quota allows. */
  public isGroupFull(kind: BalancerKind, { loadBalancer, securityGroup }: Placement): boolean {
    return (this.groups.get(`${kind} ${loadBalancer} ${securityGroup}`) ?? 0) > MOST_GROUP_RULES;
  }

  /** The quotas of a load balancer that its services exceed. */
  public exceeded(kind: BalancerKind, loadBalancer: number): readonly (keyof Room)[] {
    const room = this.roomOf(kind, loadBalancer);
    return (["services", "rules", "targets"] as const).filter((quota) => room[quota] > MOST[kind][quota]);
  }

  private hasRoom({ kind, rules, targets }: Demand, loadBalancer: number): boolean {
    const room = this.roomOf(kind, loadBalancer);
    const most = MOST[kind];
    return room.services + 1 <= most.services && room.rules + rules <= most.rules && room.targets + targets <= most.targets;
  }

  private firstFreeGroup({ kind, openings }: Demand, loadBalancer: number): number | undefined {
    const numbers = Array.from({ length: MOST_SECURITY_GROUPS }, (_, index) => index + 1);
    return numbers.find((group) => (this.groups.get(`${kind} ${loadBalancer} ${group}`) ?? 0) + openings <= MOST_GROUP_RULES);
  }

  private roomOf(kind: BalancerKind, loadBalancer: number): Readonly<Room> {
    return this.rooms.get(`${kind} ${loadBalancer}`) ?? { services: 0, rules: 0, targets: 0 };
  }
}
