import { z } from "zod";
import { hostname, whole } from "../../../language/fields";

const destination = z
  .strictObject({
    to: hostname("a lowercase host name", "smtp.example.com")
      .optional()
      .describe(
        "Name of the destination. A security group knows addresses only: the port is open to all addresses, and the name is the rule's description. Set either this or `cidr`.",
      ),
    cidr: z
      .cidrv4()
      .optional()
      .meta({ allowed: "an IPv4 range", example: "203.0.113.0/24" })
      .describe("IPv4 range of the destination. Set either this or `to`."),
    port: whole(1, 65_535).meta({ example: 587 }).describe("Port of the destination."),
    protocol: z.enum(["tcp", "udp"]).default("tcp").describe("Protocol of the connections."),
  })
  .describe("A destination outside of the platform.");

/** Outbound connections of a workload, in addition to the resources in `uses`. */
export const egress = z
  .union([z.enum(["https", "open"]), z.array(destination).min(1).max(50)])
  .default("https")
  .meta({
    allowed: '"https", "open" or a list of 1 to 50 destinations with a `port` and either `to` or `cidr`',
    example: [{ to: "smtp.example.com", port: 587 }],
  })
  .describe(
    'Outbound connections, in addition to the resources in `uses`. `"https"`: HTTPS to all addresses, which image pulls and AWS APIs require. A list: HTTPS and these destinations. `"open"`: all ports and protocols. Security groups are free; traffic through NAT gateways is billed by GB.',
  );

/** Outbound connections as written in the environment file. */
export type EgressEntry = z.output<typeof egress>;
