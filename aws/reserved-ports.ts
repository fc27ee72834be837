/**
 * Ports that a container cannot have.
 *
 * Sources: on Linux a process that is not root cannot listen below 1,024, and no container of ours runs as root; ECS reserves ports for
 * SSH, Docker and its agent (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html, `hostPort`, which on Fargate
 * is the container's port).
 */

/** The first port that a container without root can listen on. */
export const FIRST_UNPRIVILEGED_PORT = 1_024;

const RESERVED: ReadonlyMap<number, string> = new Map([
  [2_375, "Docker"],
  [2_376, "Docker"],
  [51_678, "the ECS agent"],
  [51_679, "the ECS agent"],
  [51_680, "the ECS agent"],
]);

/** Why a container cannot listen on this port; undefined if it can. */
export function portProblem(port: number): string | undefined {
  if (port < FIRST_UNPRIVILEGED_PORT)
    return `is below ${FIRST_UNPRIVILEGED_PORT}, where only root may listen, and no container runs as root`;
  const owner = RESERVED.get(port);
  return owner === undefined ? undefined : `is reserved for ${owner}`;
}
