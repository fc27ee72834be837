import { type Row, expected } from "./row";

const delivery = (refs: readonly string[], more = {}) => ({
  delivery: { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789", refs, ...more },
});

/** An environment that has nothing but roles. */
const NOTHING = { services: {}, workers: {}, databases: {}, tables: {}, caches: {}, queues: {}, secrets: {}, site: undefined };

/** Ways to break the rules about who deploys. */
export const deliveryRows: readonly Row[] = [
  [
    "delivery.pull-requests",
    delivery(["refs/heads/main", "refs/pull/*/merge"]),
    expected("delivery.refs[1]", "refs/pull/*/merge", "before anybody has reviewed it", "branches and tags", "`environments`"),
  ],
  [
    "delivery.open-plans",
    { ...delivery(["refs/heads/main"], { plans: "branches" }), removalPolicy: "retain" },
    expected("delivery.plans", "branches", "everyone with push access", "`environment`", "docs/delivery.md"),
  ],
  [
    "delivery.environments",
    { ...NOTHING, ...delivery(["refs/heads/main"], { environments: "t*" }) },
    expected("delivery.environments", "t*", "names test itself", "other environments", "Choose another beginning"),
  ],
  [
    "delivery.roles-alone",
    { ...NOTHING, secrets: { key: {} }, ...delivery(["refs/heads/main"], { environments: "pull*", images: {} }) },
    ["delivery.images", "secrets"].map((field) => expected(field, field, "would never be made", "nothing here", "Remove it")),
  ],
  [
    "delivery.delivered-by",
    { ...delivery(["refs/heads/main"]), deliveredBy: "preview" },
    expected("deliveredBy", "preview", "stands beside `delivery`", "another environment", "Remove one of the two."),
  ],
  [
    "delivery.delivered-by",
    { deliveredBy: "test" },
    expected("deliveredBy", "test", "is this environment itself", "another environment", "Name another one."),
  ],
  [
    "delivery.ref-covered",
    delivery(["refs/heads/main", "refs/tags/v1", "refs/heads/main"]),
    expected("delivery.refs[2]", "refs/heads/main", "is there twice", "once", "Remove it."),
  ],
  [
    "delivery.ref-covered",
    delivery(["refs/tags/v1.0.0", "refs/tags/v*", "refs/tags/w"]),
    expected("delivery.refs[0]", "refs/tags/v1.0.0", "is one of refs/tags/v* already", "once", "only this one"),
  ],
];
