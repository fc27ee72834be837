import { imageOf } from "../../../project/images";
import { checkReleased, formatImages, parseDigests, release, releaseLines } from "../../../cli/release/images-file";
import { digestsFrom } from "../../../cli/release/source";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const known = new Map([
  ["api", ":1.0.0"],
  ["mailer", `@${digest("b")}`],
]);

describe("environments/images.json", () => {
  test("is formatted like prettier and sorted by name", () => {
    expect(formatImages({ dev: {}, prod: { mailer: "sha256:b", api: "sha256:a" } })).toBe(
      '{\n  "dev": {},\n  "prod": {\n    "api": "sha256:a",\n    "mailer": "sha256:b"\n  }\n}\n',
    );
  });

  test("an image is used by its tag until it is released, and then by its digest", () => {
    expect([imageOf("api", "1.0.0", {}), imageOf("api", "1.0.0", { api: digest("a") })]).toEqual(["api:1.0.0", `api@${digest("a")}`]);
  });
});

describe("terrace release set", () => {
  test("reads digests of several images", () => {
    expect(parseDigests([`api=${digest("a")}`, `team/mailer=${digest("b")}`])).toEqual({ api: digest("a"), "team/mailer": digest("b") });
  });

  test.each([
    [["api"], 'Invalid image "api"'],
    [["api=1.0.1"], "allowed   <repository>=sha256:<64 hexadecimal digits>"],
    [[`=${digest("a")}`], "Invalid image"],
    [[`api=${digest("A")}`], "Invalid image"],
    [[`api=${digest("a")}`, `api=${digest("b")}`], "Duplicate repository api"],
  ])("rejects %j", (names, problem) => {
    expect(() => parseDigests(names)).toThrow(problem);
  });

  test("changes only the given images", () => {
    const file = { dev: { api: digest("c") }, prod: { api: digest("a"), mailer: digest("b") } };
    expect(release(known, file, { environment: "prod", digests: { api: digest("d") } })).toEqual({
      dev: { api: digest("c") },
      prod: { api: digest("d"), mailer: digest("b") },
    });
  });

  test("creates the entry of an environment, also in an empty file", () => {
    const request = { environment: "test", digests: { api: digest("d") } };
    expect([release(known, { prod: {} }, request), release(known, {}, request)]).toEqual([
      { prod: {}, test: { api: digest("d") } },
      { test: { api: digest("d") } },
    ]);
  });

  test("rejects an unknown repository", () => {
    expect(() => release(known, { prod: {} }, { environment: "prod", digests: { web: digest("a") } })).toThrow(
      'prod has no image repository "web". Its repositories: api, mailer.',
    );
  });

  test("reports an environment that does not read the file", () => {
    expect(() => checkReleased(known, { environment: "prod", digests: { api: digest("a"), mailer: digest("b") } })).toThrow(
      /does not read its image digests from environments\/images\.json.\n {2}api {3}runs api:1\.0\.0\n {2}fix: /,
    );
    expect(() => checkReleased(known, { environment: "prod", digests: { mailer: digest("b") } })).not.toThrow();
  });

  test("lists the changed images", () => {
    const running = new Map([
      ["api", "@sha256:1"],
      ["mailer", ":1.0.0"],
      ["web", "@sha256:3"],
      ["admin", ":waiting-for-first-image"],
      ["old", "@sha256:5"],
    ]);
    const before = { api: "sha256:1", web: "sha256:3" };
    const after = { api: "sha256:2", mailer: "sha256:4", web: "sha256:3", admin: "sha256:6", old: "sha256:7" };
    expect(releaseLines(running, before, after)).toEqual([
      "  admin: no image → sha256:6",
      "  api: sha256:1 → sha256:2",
      "  mailer: 1.0.0 → sha256:4",
      "  old: sha256:5 → sha256:7",
    ]);
  });
});

describe("terrace release promote", () => {
  const file = { staging: { api: digest("a") }, prod: {} };
  const fileAt = (ref: string) =>
    Promise.resolve({ "v1.4.1": JSON.stringify({ prod: { api: digest("f") } }), "v0.1.0": JSON.stringify({ dev: {} }) }[ref]);

  test("uses the images of another environment, or of this one at a tag", async () => {
    expect(await digestsFrom("staging", "prod", file, fileAt)).toEqual({ api: digest("a") });
    expect(await digestsFrom("v1.4.1", "prod", file, fileAt)).toEqual({ api: digest("f") });
  });

  test.each([
    ["prod", "Name another environment, a tag or a commit."],
    ["v9.9.9", '"v9.9.9" is neither an environment'],
    ["v0.1.0", "No image was released to prod at v0.1.0"],
  ])("rejects %s", async (from, problem) => {
    await expect(digestsFrom(from, "prod", file, fileAt)).rejects.toThrow(problem);
  });
});
