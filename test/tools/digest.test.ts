import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { compareDigests, digestOf, formatDigest, parseDigest } from "../../tools/digest-file";

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "digest-"));
  fs.mkdirSync(path.join(folder, "stacks/one"), { recursive: true });
  fs.writeFileSync(path.join(folder, "manifest.json"), "{}");
  fs.writeFileSync(path.join(folder, "stacks/one/cdk.tf.json"), "1");
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

test("hashes each file below the folder", () => {
  expect([...digestOf(folder)]).toEqual([
    ["manifest.json", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"],
    ["stacks/one/cdk.tf.json", "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"],
  ]);
});

test("reads back the lines that it prints, after a runner's header", () => {
  const digest = digestOf(folder);
  expect(parseDigest(`\n> terrace@0.1.0 digest\n\n${formatDigest(digest)}`)).toEqual(digest);
});

test("names each file that was changed, added or removed", () => {
  const before = digestOf(folder);
  expect(compareDigests(before, digestOf(folder))).toEqual([]);
  fs.writeFileSync(path.join(folder, "stacks/one/cdk.tf.json"), "2");
  fs.writeFileSync(path.join(folder, "added.json"), "");
  fs.rmSync(path.join(folder, "manifest.json"));
  expect(compareDigests(before, digestOf(folder))).toEqual([
    "added  added.json",
    "removed  manifest.json",
    "changed  stacks/one/cdk.tf.json",
  ]);
});
