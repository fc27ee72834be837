import { resolve } from "../../config/resolve";
import { changed } from "./base-environment";

const delivery = { repository: "Acme/photo.feed", ownerId: "123456", repositoryId: "456789", refs: ["refs/tags/v*", "refs/heads/main"] };
const resolved = (changes: object) => resolve(changed({ delivery: { ...delivery, ...changes } }));
const refusedAt = (changes: object) => {
  const resolution = resolved(changes);
  return resolution.ok ? [] : resolution.errors.map(({ path }) => path);
};

test("an environment without it has no pipeline", () => {
  const resolution = resolve(changed({}));
  expect(resolution.ok && resolution.platform).not.toHaveProperty("delivery");
});

test("what is left out is the safe and usual thing", () => {
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
] as const)("an environment with removalPolicy %s and plans %s has its plans for: %s", (removalPolicy, plans, expected) => {
  const resolution = resolve(changed({ delivery: { ...delivery, ...(plans && { plans }) }, removalPolicy }));
  expect(resolution).toMatchObject({ ok: true, platform: { delivery: { plans: expected } } });
});

test.each(["refs/heads/*", "refs/heads/release/*", "refs/tags/v1", "main", "refs/pull/*/merge", "refs/heads/ma?n"])(
  "%j is not a reviewed branch",
  (branch) => expect(refusedAt({ reviewedBranches: [branch] })).toEqual(["delivery.reviewedBranches[0]"]),
);

/** What could mean more in a policy than it says, or is no repository of GitHub's. */
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
])("%j is no repository", (repository) => expect(refusedAt({ repository })).toEqual(["delivery.repository"]));

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
])("%j is nothing that may be deployed", (ref) => expect(refusedAt({ refs: [ref] })).toEqual(["delivery.refs[0]"]));

test("another repository may build the images", () => {
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
])("%j is refused", (changes, paths) => {
  expect(refusedAt(changes)).toEqual(paths);
});

test("nothing at all that may be deployed is a mistake", () => {
  expect(refusedAt({ refs: [] })).toEqual(["delivery.refs"]);
});

test.each(["0", "01", "1*", "", "12a", "-1", 123456])("%j is no number of GitHub's", (id) => {
  expect(refusedAt({ ownerId: id, repositoryId: id })).toEqual(["delivery.ownerId", "delivery.repositoryId"]);
});
