import { resolve } from "../../config/resolve";
import { changed } from "./base-environment";

const delivery = { repository: "Acme/photo.feed", ownerId: "123456", repositoryId: "456789", refs: ["refs/tags/v*", "refs/heads/main"] };
const resolved = (changes: object) => resolve(changed({ delivery: { ...delivery, ...changes } }));
const rejectedAt = (changes: object) => {
  const resolution = resolved(changes);
  return resolution.ok ? [] : resolution.errors.map(({ path }) => path);
};

test("an environment without delivery has no pipeline", () => {
  const resolution = resolve(changed({}));
  expect(resolution.ok && resolution.platform).not.toHaveProperty("delivery");
});

test("defaults are restrictive", () => {
  expect(resolved({})).toMatchObject({
    ok: true,
    platform: {
      delivery: {
        repository: { name: "Acme/photo.feed", ownerId: "123456", id: "456789", subject: "immutable" },
        refs: ["refs/heads/main", "refs/tags/v*"],
        plans: "environment",
        reviewedBranches: ["refs/heads/main"],
        provider: "new",
        images: {
          repository: { name: "Acme/photo.feed", ownerId: "123456", id: "456789", subject: "immutable" },
          refs: ["refs/heads/main"],
        },
      },
    },
  });
});

test.each([
  ["retain", undefined, "environment"],
  ["destroy", undefined, "branches"],
  ["retain", "branches", "branches"],
  ["destroy", "environment", "environment"],
] as const)("an environment with removalPolicy %s and plans %s has plans for: %s", (removalPolicy, plans, expected) => {
  const resolution = resolve(changed({ delivery: { ...delivery, ...(plans && { plans }) }, removalPolicy }));
  expect(resolution).toMatchObject({ ok: true, platform: { delivery: { plans: expected } } });
});

test.each(["refs/heads/*", "refs/heads/release/*", "refs/tags/v1", "main", "refs/pull/*/merge", "refs/heads/ma?n"])(
  "%j is not a valid reviewed branch",
  (branch) => expect(rejectedAt({ reviewedBranches: [branch] })).toEqual(["delivery.reviewedBranches[0]"]),
);

/** Invalid GitHub repositories, and strings with a special meaning in IAM policies. */
test.each([
  "acme",
  "acme/*",
  "*/photofeed",
  "acme/photo?eed",
  "acme/photo/feed",
  "acme/..",
  "acme@1/photofeed",
  "acme/photofeed:ref",
  "-acme/x",
  "a--b/x",
  "acme/${aws:username}",
  "acme /x",
  "acme/",
])("%j is not a valid repository", (repository) => expect(rejectedAt({ repository })).toEqual(["delivery.repository"]));

test.each([
  "refs/heads/*",
  "refs/tags/*",
  "refs/*",
  "*",
  "main",
  "v*",
  "refs/pull/1/merge",
  "refs/heads/a*b",
  "refs/heads/ma?n",
  "refs/heads/**",
  "refs/heads/a:b",
])("%j is not a valid ref", (ref) => expect(rejectedAt({ refs: [ref] })).toEqual(["delivery.refs[0]"]));

test("another repository can build the images", () => {
  const from = { repository: "acme/api", ownerId: "123456", repositoryId: "777", subject: "names" };
  expect(resolved({ images: { from, refs: ["refs/tags/v*", "refs/heads/main"] } })).toMatchObject({
    platform: {
      delivery: {
        repository: { name: "Acme/photo.feed" },
        images: {
          repository: { name: "acme/api", ownerId: "123456", id: "777", subject: "names" },
          refs: ["refs/heads/main", "refs/tags/v*"],
        },
      },
    },
  });
});

test.each([
  [{ images: { refs: ["refs/pull/*/merge"] } }, ["delivery.images.refs[0]"]],
  [{ images: { refs: [] } }, ["delivery.images.refs"]],
  [{ images: { from: { repository: "acme/api" } } }, ["delivery.images.from.ownerId", "delivery.images.from.repositoryId"]],
  [{ environments: "*" }, ["delivery.environments"]],
  [{ environments: "pull" }, ["delivery.environments"]],
  [{ environments: "p*l*" }, ["delivery.environments"]],
])("%j is rejected", (changes, paths) => {
  expect(rejectedAt(changes)).toEqual(paths);
});

test("an empty list of refs is rejected", () => {
  expect(rejectedAt({ refs: [] })).toEqual(["delivery.refs"]);
});

test.each(["0", "01", "1*", "", "12a", "-1", 123456])("%j is not a valid GitHub ID", (id) => {
  expect(rejectedAt({ ownerId: id, repositoryId: id })).toEqual(["delivery.ownerId", "delivery.repositoryId"]);
});
