import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { type Duration, seconds } from "../../language/units";
import type { NameZone } from "../core/ground";
import { instanceName, writerName } from "./names";

/** How long clients go on writing to the old primary after a promotion, besides the connections that they keep open. */
const TTL: Duration = "30 seconds";

export interface WriterNameProps {
  readonly zone: NameZone;
  readonly database: string;
  /** Where writes go. */
  readonly primaryRegion: string;
}

/**
 * The one name under which a database is written to, from every region: an alias of the primary region's instance by name alone, so that
 * moving it asks nothing of any region. It is the last step of a promotion.
 *
 * @example
 * new WriterName(this, "Writer-orders", { zone, database: "orders", primaryRegion: "eu-west-1" });
 * // orders.writer.db.prod.internal → orders.instance.db.eu-west-1.prod.internal
 */
export class WriterName extends Construct {
  public constructor(scope: Construct, id: string, { zone, database, primaryRegion }: WriterNameProps) {
    super(scope, id);
    new Route53Record(this, "Resource", {
      zoneId: zone.zoneId,
      name: writerName(database, zone.name),
      type: "CNAME",
      ttl: seconds(TTL),
      records: [instanceName(database, primaryRegion, zone.name)],
    });
  }
}
