import { join } from "node:path";
import { environments } from "../../../environments";
import { imageOf } from "../../../environments/images";
import images from "../../../environments/images.json";
import { loadPlatform } from "../../../cli/environment";
import { checkReleased, formatImages, imagesOf, parseDigests, release, releaseLines } from "../../../cli/release/images-file";
import { readImages } from "../../../cli/release/read-images";
import { digestsFrom } from "../../../cli/release/source";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const known = new Map([
  ["api", ":1.0.0"],
  ["mailer", `@${digest("b")}`],
]);

describe("environments/images.json", () => {
  test("names every environment that there is, and no other", () => {
    expect(Object.keys(images).sort()).toEqual(Object.keys(environments).sort());
  });

  test("is written as prettier writes it, by name", () => {
    expect(formatImages({ dev: {}, prod: { mailer: "sha256:b", api: "sha256:a" } })).toBe(
      '{\n  "dev": {},\n  "prod": {\n    "api": "sha256:a",\n    "mailer": "sha256:b"\n  }\n}\n',
    );
  });

  test("an image goes by its tag until it is released, and then by its digest", () => {
    expect([imageOf("api", "1.0.0", {}), imageOf("api", "1.0.0", { api: digest("a") })]).toEqual(["api:1.0.0", `api@${digest("a")}`]);
  });
});

describe("npm run release", () => {
  test("reads digests of several images", () => {
    expect(parseDigests([`api=${digest("a")}`, `team/mailer=${digest("b")}`])).toEqual({ api: digest("a"), "team/mailer": digest("b") });
  });

  test.each([
    [["api"], '"api" names no image'],
    [["api=1.0.1"], "allowed   <repository>=sha256:<64 hexadecimal digits>"],
    [[`=${digest("a")}`], "names no image"],
    [[`api=${digest("A")}`], "names no image"],
    [[`api=${digest("a")}`, `api=${digest("b")}`], "api is named twice"],
  ])("refuses %j", (names, problem) => {
    expect(() => parseDigests(names)).toThrow(problem);
  });

  test("changes what it names, and nothing else", () => {
    const file = { dev: { api: digest("c") }, prod: { api: digest("a"), mailer: digest("b") } };
    expect(release(known, file, { environment: "prod", digests: { api: digest("d") } })).toEqual({
      dev: { api: digest("c") },
      prod: { api: digest("d"), mailer: digest("b") },
    });
  });

  test.each([
    [{ environment: "prod", digests: { web: digest("a") } }, 'prod has no image repository "web". Its repositories: api, mailer.'],
    [{ environment: "test", digests: {} }, 'add `"test": {}` to it'],
  ])("refuses %j", (wish, problem) => {
    expect(() => release(known, { prod: {} }, wish)).toThrow(problem);
  });

  test("an environment that does not read the file is found out", () => {
    expect(() => checkReleased(known, { environment: "prod", digests: { api: digest("a"), mailer: digest("b") } })).toThrow(
      /does not run what environments\/images\.json says.\n {2}api {3}runs api:1\.0\.0\n {2}fix:/,
    );
    expect(() => checkReleased(known, { environment: "prod", digests: { mailer: digest("b") } })).not.toThrow();
  });

  test("says what changes", () => {
    expect(releaseLines({ api: "sha256:1", web: "sha256:3" }, { api: "sha256:2", mailer: "sha256:4", web: "sha256:3" })).toEqual([
      "  api: sha256:1 → sha256:2",
      "  mailer: its tag → sha256:4",
    ]);
  });

  test("another process reads what an environment runs now", async () => {
    const root = join(__dirname, "../../..");
    expect(await readImages(root, "staging")).toEqual(imagesOf(loadPlatform("staging")));
  });
});

describe("npm run release -- --from", () => {
  const file = { staging: { api: digest("a") }, prod: {} };
  const fileAt = (ref: string) =>
    Promise.resolve({ "v1.4.1": JSON.stringify({ prod: { api: digest("f") } }), "v0.1.0": JSON.stringify({ dev: {} }) }[ref]);

  test("takes what another environment runs, or what this one ran at a tag", async () => {
    expect(await digestsFrom("staging", "prod", file, fileAt)).toEqual({ api: digest("a") });
    expect(await digestsFrom("v1.4.1", "prod", file, fileAt)).toEqual({ api: digest("f") });
  });

  test.each([
    ["prod", "From where are its images to come?"],
    ["v9.9.9", '"v9.9.9" is neither an environment'],
    ["v0.1.0", "Nothing was released to prod at v0.1.0"],
  ])("%s is refused", async (from, problem) => {
    await expect(digestsFrom(from, "prod", file, fileAt)).rejects.toThrow(problem);
  });
});
