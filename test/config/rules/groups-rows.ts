import { type Row, expected } from "./row";

const worker = { image: "mailer:1.0.0", consumes: "emails" };
const unknown = ["group.unknown-workload", "is not one of `services`"] as const;

/** Violations of the rules about groups. */
export const groupsRows: readonly Row[] = [
  [
    "group.empty",
    { "groups.checkout": {} },
    expected("groups.checkout", { services: [], workers: [] }, "has no workloads", "`services`", "remove `checkout` from `groups`"),
  ],
  [
    unknown[0],
    { "groups.checkout": { services: ["apo"] } },
    expected("groups.checkout.services[0]", "apo", unknown[1], "api", "Did you mean `api`?"),
  ],
  [
    unknown[0],
    { "groups.checkout": { workers: ["api"] } },
    expected("groups.checkout.workers[0]", "api", "is not one of `workers`", "which is empty", "Add it to `workers`"),
  ],
  [
    "group.two-groups",
    { "queues.emails": {}, "workers.mailer": worker, "groups.mail": { workers: ["mailer"] }, "groups.post": { workers: ["mailer"] } },
    expected("groups.post.workers[0]", "mailer", "is already in groups.mail", "in one group", "Remove it"),
  ],
  [
    "group.two-groups",
    { "groups.checkout": { services: ["api", "api"] } },
    expected("groups.checkout.services[1]", "api", "is already in groups.checkout", "once", "Remove it"),
  ],
];
