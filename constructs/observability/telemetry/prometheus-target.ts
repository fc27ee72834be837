/** The remote-write target of an Amazon Managed Service for Prometheus workspace. */
export interface PrometheusTarget {
  /** For example `https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write`. */
  readonly remoteWriteUrl: string;
  readonly workspaceArn: string;
}
