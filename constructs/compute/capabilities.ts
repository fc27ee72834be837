/**
 * The Linux capabilities that ECS gives to a container by default. Fargate can drop each of them, and can add only SYS_PTRACE.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html
 */
const DEFAULT_CAPABILITIES = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "NET_RAW",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
] as const;

type Capability = (typeof DEFAULT_CAPABILITIES)[number];

/**
 * The capabilities of an image that starts as root and continues as another user: it prepares its folders (CHOWN, DAC_OVERRIDE, FOWNER),
 * opens a low port (NET_BIND_SERVICE), changes its user (SETUID, SETGID), and the process that still runs as root forwards SIGTERM to the
 * one that does not (KILL).
 */
export const STEP_DOWN: readonly Capability[] = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID"];

/** All default capabilities except these. */
export function droppedCapabilities(kept: readonly Capability[]): readonly string[] {
  return kept.length === 0 ? ["ALL"] : DEFAULT_CAPABILITIES.filter((name) => !kept.includes(name));
}
