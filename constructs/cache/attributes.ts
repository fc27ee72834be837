import type { Attributes } from "../core/attributes";

/** For example `{sessions.host}`. Users log in with IAM tokens, so that there is no password. */
export const cacheAttributes = {
  host: { meaning: "Host name in the workload's region. Connections use TLS." },
  writer: { meaning: "Host name of the primary of a global cache; otherwise `host`." },
  port: { meaning: "Port." },
  username: { meaning: "Name of the user, who logs in with IAM tokens.", encoded: true },
  cluster: { meaning: "ID of the replication group, which IAM tokens are signed for." },
  region: { meaning: "Region of `host`." },
} as const satisfies Attributes;
