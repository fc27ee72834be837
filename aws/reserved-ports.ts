/**
 * Ports that a container cannot use.
 *
 * Sources: on Linux a non-root process cannot listen below 1,024, and Terrace runs no container as root; ECS reserves ports for
 * SSH, Docker and its agent (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html, `hostPort`, which on Fargate
 * is the container's port).
 */

/** The lowest port on which a non-root container can listen. */
export const FIRST_UNPRIVILEGED_PORT = 1_024;

const RESERVED: ReadonlyMap<number, string> = new Map([
  [2_375, "Docker"],
  [2_376, "Docker"],
  [51_678, "the ECS agent"],
  [51_679, "the ECS agent"],
  [51_680, "the ECS agent"],
]);

/** The reason why a container cannot listen on a port; undefined if it can. */
export function portProblem(port: number): string | undefined {
  if (port < FIRST_UNPRIVILEGED_PORT)
    return `is below ${FIRST_UNPRIVILEGED_PORT}: only root can listen there, and containers do not run as root`;
  const owner = RESERVED.get(port);
  return owner === undefined ? undefined : `is reserved for ${owner}`;
}
