/** Where a workspace of Amazon Managed Service for Prometheus takes samples. */
export interface PrometheusTarget {
  /** For example `https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write`. */
  readonly remoteWriteUrl: string;
  readonly workspaceArn: string;
}
