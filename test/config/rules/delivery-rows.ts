import { type Row, expected } from "./row";

const delivery = (refs: readonly string[], more = {}) => ({
  delivery: { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789", refs, ...more },
});

/** An environment that contains only roles. */
const NOTHING = { services: {}, workers: {}, databases: {}, tables: {}, caches: {}, queues: {}, secrets: {}, site: undefined };

const branches = (count: number) => Array.from({ length: count }, (_, index) => `refs/heads/release/${String(index).padStart(20, "0")}`);

/** Violations of the rules about the deployment from GitHub. */
export const deliveryRows: readonly Row[] = [
  [
    "delivery.pull-requests",
    delivery(["refs/heads/main", "refs/pull/*/merge"]),
    expected("delivery.refs[1]", "refs/pull/*/merge", "without a review", "branches and tags", "`environments`"),
  ],
  [
    "delivery.open-plans",
    { ...delivery(["refs/heads/main"], { plans: "branches" }), removalPolicy: "retain" },
    expected("delivery.plans", "branches", "anyone with push access", "`environment`", "docs/guides/delivery.md"),
  ],
  [
    "delivery.environments",
    { ...NOTHING, ...delivery(["refs/heads/main"], { environments: "t*" }) },
    expected("delivery.environments", "t*", "matches this environment, test", "other environments", "Choose another prefix"),
  ],
  [
    "delivery.roles-alone",
    { ...NOTHING, secrets: { key: {} }, ...delivery(["refs/heads/main"], { environments: "pull*", images: {} }) },
    ["delivery.images", "secrets"].map((field) => expected(field, field, "would have no effect", "nothing here", "Remove it")),
  ],
  [
    "delivery.delivered-by",
    { ...delivery(["refs/heads/main"]), deployedBy: "preview" },
    expected("deployedBy", "preview", "conflicts with `delivery`", "another environment", "Remove one of them."),
  ],
  [
    "delivery.delivered-by",
    { deployedBy: "test" },
    expected("deployedBy", "test", "is this environment itself", "another environment", "Choose another environment."),
  ],
  [
    "delivery.ref-covered",
    delivery(["refs/heads/main", "refs/tags/v1", "refs/heads/main"]),
    expected("delivery.refs[2]", "refs/heads/main", "is a duplicate", "once", "Remove it."),
  ],
  [
    "delivery.ref-covered",
    delivery(["refs/tags/v1.0.0", "refs/tags/v*", "refs/tags/w"]),
    expected("delivery.refs[0]", "refs/tags/v1.0.0", "is already covered by refs/tags/v*", "once", "only this one"),
  ],
  [
    "delivery.trust-length",
    delivery(branches(13)),
    expected("delivery.refs", branches(13), "a role 2137 characters long", "at most 2048 characters", "List fewer"),
  ],
  [
    "delivery.trust-length",
    delivery(["refs/tags/v*"], { plans: "environment", reviewedBranches: branches(30) }),
    expected("delivery.reviewedBranches", branches(30), "characters long", "at most 2048 characters", "List fewer"),
  ],
  [
    "delivery.trust-length",
    delivery(["refs/tags/v*"], { images: { refs: branches(20) } }),
    expected("delivery.images.refs", branches(20), "characters long", "at most 2048 characters", "List fewer"),
  ],
  [
    "delivery.trust-length",
    { ...NOTHING, ...delivery(branches(40), { environments: "pull*" }) },
    expected("delivery.refs", branches(40), "characters long", "at most 2048 characters", "List fewer"),
  ],
];
