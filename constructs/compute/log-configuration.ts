export interface LogConfigurationProps {
  readonly logGroupName: string;
  readonly region: string;
  /** The container's: its streams begin with it. */
  readonly name: string;
}

/** Memory that holds lines while CloudWatch is slow; what does not fit is lost. */
const BUFFER = "10m";

/**
 * Where a container's output goes. `non-blocking`: a full buffer loses lines rather than stalling the program. It has been the default since
 * June 2025, and is an account's setting, hence explicit.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html#default-log-driver-mode
 */
export function logConfiguration({ logGroupName, region, name }: LogConfigurationProps) {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": logGroupName,
      "awslogs-region": region,
      "awslogs-stream-prefix": name,
      "max-buffer-size": BUFFER,
      mode: "non-blocking",
    },
  };
}
