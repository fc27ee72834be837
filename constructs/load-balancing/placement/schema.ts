import { z } from "zod";
import { whole } from "../../../language/fields";

/** Highest priority of a listener rule. AWS allows one more. */
export const MOST_PRIORITY = 49_999;

/** Most load balancers of one kind in a region: AWS's default quota. */
const MOST_LOAD_BALANCERS = 50;

/**
 * Most security groups of a load balancer that lead to tasks. An interface has five, and CloudFront's addresses take two; three groups have
 * more rules than a load balancer has target groups.
 */
export const MOST_SECURITY_GROUPS = 3;

/** The place of one service, as `environments/placement.json` contains it. */
export const placementEntry = z
  .strictObject({
    loadBalancer: whole(1, MOST_LOAD_BALANCERS).describe("Number of the load balancer."),
    securityGroup: whole(1, MOST_SECURITY_GROUPS).describe(
      "Number of the load balancer's security group that has the rules for the service.",
    ),
    priorities: z
      .array(whole(1, MOST_PRIORITY))
      .optional()
      .describe("Priorities of the listener rules, in the order of the paths. Only for HTTP services. Default: none are recorded."),
  })
  .describe("The place of a service on the load balancers.");

export type PlacementEntry = z.output<typeof placementEntry>;

/** The places of an environment's services, by name. It can contain services that no longer exist. */
export type PlacementRecord = Readonly<Record<string, PlacementEntry>>;
