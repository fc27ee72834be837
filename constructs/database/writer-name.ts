import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { type Duration, seconds } from "../../language/units";
import type { NameZone } from "../core/ground";
import { instanceName, writerName } from "./names";

/** How long clients keep connecting to the old primary after a promotion. Open connections can last longer. */
const TTL: Duration = "30 seconds";

export interface WriterNameProps {
  readonly zone: NameZone;
  readonly database: string;
  /** Region of the primary. */
  readonly primaryRegion: string;
}

/**
 * The writer DNS name of a database, the same in every region: a CNAME to the instance name of the primary region. It refers to that region
 * by name only, so changing it requires no resource of any region. That change is the last step of a promotion.
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
