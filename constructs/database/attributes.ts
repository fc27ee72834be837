import type { Attributes } from "../core/attributes";

/** For example `{main.writer}`. */
export const databaseAttributes = {
  writer: { meaning: "Host name of the primary. A promotion moves it." },
  reader: { meaning: "Host name of the replicas in the workload's region." },
  endpoint: {
    meaning:
      "The endpoint of the primary that RDS created, for clients that compare the host name with the certificate. A promotion changes it.",
  },
  port: { meaning: "Port." },
  name: { meaning: "Name of the database.", encoded: true },
  username: { meaning: "Name of the owner.", encoded: true },
  password: { meaning: "Password of the owner.", secret: true, encoded: true },
} as const satisfies Attributes;
