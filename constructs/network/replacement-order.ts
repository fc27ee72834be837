/**
 * The lifecycle of what joins regions: when another kind of connection takes its place, it is destroyed after the routes have turned away
 * from it. Without it Terraform destroys what a route pointed to in the last state before it updates the route, and traffic stops while
 * the new connection is made.
 *
 * From peering to transit gateway the order is: gateways, attachments, links, routes of the gateways; the routes of the VPCs in place; the
 * peerings. No packet is lost. The other way round the gateways' static routes go first (two for the same range cannot stand side by
 * side, so they cannot be created before they are destroyed): traffic stops until the peerings are active, about a minute.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/docs/destroying.md
 */
export const CREATE_BEFORE_DESTROY = { createBeforeDestroy: true } as const;
