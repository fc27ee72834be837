import { type Row, expected } from "./row";

const worker = { image: "mailer:1.0.0", consumes: "emails" };
const unknown = ["group.unknown-name", "is not one of `services`"] as const;

/** Violations of the rules about groups. */
export const groupsRows: readonly Row[] = [
  [
    "group.empty",
    { "groups.checkout": {} },
    expected(
      "groups.checkout",
      { services: [], workers: [], databases: [], tables: [], caches: [], queues: [] },
      "has no workloads",
      "`services`",
      "remove `checkout` from `groups`",
    ),
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
  [
    unknown[0],
    { "queues.emails": {}, "groups.checkout": { services: ["api"], queues: ["email"] } },
    expected("groups.checkout.queues[0]", "email", "is not one of `queues`", "emails", "Did you mean `emails`?"),
  ],
  [
    "group.two-groups",
    {
      "queues.emails": {},
      "workers.mailer": worker,
      "groups.checkout": { services: ["api"], queues: ["emails"] },
      "groups.mail": { workers: ["mailer"], queues: ["emails"] },
    },
    expected("groups.mail.queues[0]", "emails", "is already in groups.checkout", "in one group", "Remove it"),
  ],
  [
    "group.empty",
    { "queues.emails": {}, "groups.mail": { queues: ["emails"] } },
    expected(
      "groups.mail",
      { services: [], workers: [], databases: [], tables: [], caches: [], queues: ["emails"] },
      "has no workloads",
      "`services`",
      "Add a workload",
    ),
  ],
];
