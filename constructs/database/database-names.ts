import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { Database } from "../../config/model";
import { type Duration, seconds } from "../../config/units";
import type { PrivateZone } from "../network/private-zone";
import { LagCheck } from "./lag-check";
import type { ReadReplica } from "./read-replica";

/** At most 60 s, so that a replica that lags is soon left alone; RDS's own names have 5 s. */
const TTL: Duration = "30 seconds";

export interface DatabaseNamesProps {
  readonly databaseName: string;
  readonly engine: Database["engine"];
  readonly zone: Pick<PrivateZone, "zoneId" | "name">;
  readonly primaryAddress: string;
  readonly replicas: readonly ReadReplica[];
  /** From here on a replica leaves the reader's name. */
  readonly replicaLag: Duration;
}

/**
 * The names that services know: `<db>.writer.db.<zone>` and `<db>.reader.db.<zone>`. A promotion changes a record, not a deployment.
 *
 * The reader's name is a weighted set over all replicas. Route 53 leaves out a replica whose health check fails, and turns to records of
 * weight 0 only when all others fail: that is the writer, so that reads go on when every replica lags. It is weighted without replicas
 * too: a simple record of the same name would have to go before the first weighted one can be made.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
export class DatabaseNames extends Construct {
  public readonly writer: string;
  public readonly reader: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: DatabaseNamesProps,
  ) {
    super(scope, id);
    this.writer = `${props.databaseName}.writer.db.${props.zone.name}`;
    this.reader = `${props.databaseName}.reader.db.${props.zone.name}`;
    new Route53Record(this, "Writer", this.cname(this.writer, props.primaryAddress));
    const checks = props.replicas.map((replica, index) => this.addReplica(replica, index + 1));
    this.addLastResort(checks);
  }

  private addReplica(replica: ReadReplica, number: number): LagCheck {
    const name = `replica-${number}`;
    const check = new LagCheck(this, `Check-${number}`, {
      name: [this.props.databaseName, name],
      identifier: replica.identifier,
      engine: this.props.engine,
      threshold: this.props.replicaLag,
    });
    this.addReader(`Reader-${number}`, name, replica.address, 1, check.healthCheckId);
    return check;
  }

  private addLastResort([check]: readonly LagCheck[]): void {
    const healthCheckId = check && this.createAlwaysHealthy(check);
    this.addReader("ReaderLastResort", "writer", this.props.primaryAddress, 0, healthCheckId);
  }

  /**
   * Route 53 documents weight 0 for groups in which every record has a health check, so the writer's has one too. Disabled, it always
   * counts as healthy, whatever it would watch. (A threshold of 0 would say the same, but the provider does not send it.)
   *
   * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
   */
  private createAlwaysHealthy(check: LagCheck): string {
    return new Route53HealthCheck(this, "AlwaysHealthy", {
      type: "CALCULATED",
      childHealthchecks: [check.lagHealthCheckId],
      childHealthThreshold: 1,
      disabled: true,
    }).id;
  }

  private addReader(id: string, setIdentifier: string, address: string, weight: number, healthCheckId: string | undefined): void {
    new Route53Record(this, id, {
      ...this.cname(this.reader, address),
      setIdentifier,
      weightedRoutingPolicy: { weight },
      ...(healthCheckId !== undefined && { healthCheckId }),
    });
  }

  private cname(name: string, address: string) {
    return { zoneId: this.props.zone.zoneId, name, type: "CNAME", ttl: seconds(TTL), records: [address] };
  }
}
