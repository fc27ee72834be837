/**
 * The capabilities that a container has by default, as in Docker.
 *
 * Source: https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities.
 */
export const ECS_DEFAULT_CAPABILITIES = [
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
];
