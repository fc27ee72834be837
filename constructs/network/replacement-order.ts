/**
 * Create-before-destroy for inter-region connections: the old one is deleted only after routes point to its replacement. Without it,
 * Terraform destroys the old route target before it updates the route, and traffic stops until the new connection exists.
 *
 * From peering to transit gateway, the order is: gateways, attachments, links, routes of the gateways; the routes of the VPCs in place; the
 * peerings. No packet is lost. In the other direction, the gateways' static routes are deleted first (AWS does not allow two for the same
 * range, so they cannot be created before they are destroyed): traffic stops until the peerings are active, about a minute.
 *
 * @see https://github.com/hashicorp/terraform/blob/main/docs/destroying.md
 */
export const CREATE_BEFORE_DESTROY = { createBeforeDestroy: true } as const;
