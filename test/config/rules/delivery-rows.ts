import { type Row, expected } from "./row";

const delivery = (refs: readonly string[]) => ({
  delivery: { repository: "acme/photofeed", ownerId: "123456", repositoryId: "456789", refs },
});

/** Ways to break the rules about who deploys. */
export const deliveryRows: readonly Row[] = [
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
