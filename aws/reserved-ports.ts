/**
 * Ports that a container cannot use.
 *
 * Source: ECS reserves ports for SSH, Docker and its agent (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html,
 * `hostPort`, which on Fargate is the container's port).
 */

/** The lowest port on which Linux lets a user other than root listen, without a kernel parameter. */
export const FIRST_UNPRIVILEGED_PORT = 1_024;

const RESERVED: ReadonlyMap<number, string> = new Map([
  [22, "SSH"],
  [2_375, "Docker"],
  [2_376, "Docker"],
  [51_678, "the ECS agent"],
  [51_679, "the ECS agent"],
  [51_680, "the ECS agent"],
]);

/** The reason why a container cannot listen on a port; undefined if it can. */
export function portProblem(port: number): string | undefined {
  const owner = RESERVED.get(port);
  return owner === undefined ? undefined : `is reserved for ${owner}`;
}
