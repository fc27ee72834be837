export interface LogConfigurationProps {
  readonly logGroupName: string;
  readonly region: string;
  /** Container name, the prefix of its log streams. */
  readonly name: string;
}

/** Memory that buffers lines while CloudWatch is slow; further lines are lost. */
const BUFFER = "10m";

/**
 * The log driver of a container. `non-blocking`: a full buffer drops lines instead of blocking the application. This has been ECS's default
 * since June 2025, but an account setting can change it, so it is explicit.
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
