import { PrometheusWorkspace as AwsPrometheusWorkspace } from "@cdktf/provider-aws/lib/prometheus-workspace";
import { Construct } from "constructs";
import type { PrometheusTarget } from "./prometheus-target";
import type { EncryptionKey } from "../../core/encryption-key";
import { LogGroup } from "../../core/log-group";
import { nameIn, placementOf, statefulLifecycle } from "../../core/placement";

export interface PrometheusWorkspaceProps {
  /** Encrypts its samples. Changing the key replaces the workspace. */
  readonly key: EncryptionKey;
  readonly logsKey: EncryptionKey;
}

/**
 * An Amazon Managed Service for Prometheus workspace: the metrics of the region's applications, for 150 days.
 *
 * Its log contains failed rules. AWS writes to groups under `/aws/vendedlogs/` without a resource policy that grows with each group. The
 * key needs no statement for the service: AWS creates a grant on behalf of the caller that creates the workspace.
 *
 * A private network reaches it through a NAT gateway, or an interface endpoint `aps-workspaces`.
 *
 * Cost drivers: samples ingested (about $0.90 for each 10 million, less in bulk), samples that queries read, GB stored.
 *
 * @see https://docs.aws.amazon.com/prometheus/latest/userguide/encryption-at-rest-Amazon-Service-Prometheus.html
 * @see https://docs.aws.amazon.com/prometheus/latest/userguide/CW-logs.html
 * @see https://docs.aws.amazon.com/prometheus/latest/userguide/AMP_quotas.html
 * @example
 * const prometheus = new PrometheusWorkspace(this, "Prometheus", { key: this.dataKey, logsKey });
 * new BalancedService(this, "Service-api", { ...region, service, target, bindings, prometheus: prometheus.target });
 */
export class PrometheusWorkspace extends Construct {
  /** The remote-write target of collectors. */
  public readonly target: PrometheusTarget;

  public constructor(scope: Construct, id: string, { key, logsKey }: PrometheusWorkspaceProps) {
    super(scope, id);
    const { environment } = placementOf(this);
    const log = new LogGroup(this, "Log", { name: `/aws/vendedlogs/prometheus/${environment}`, key: logsKey });
    const workspace = new AwsPrometheusWorkspace(this, "Resource", {
      alias: nameIn(this, "prometheusWorkspace", placementOf(this).region),
      kmsKeyArn: key.arn,
      // The ARN of all its streams, as AWS returns it.
      loggingConfiguration: { logGroupArn: `${log.arn}:*` },
      lifecycle: statefulLifecycle(this),
    });
    // The endpoint ends with a slash.
    this.target = { remoteWriteUrl: `${workspace.prometheusEndpoint}api/v1/remote_write`, workspaceArn: workspace.arn };
  }
}
