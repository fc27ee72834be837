import { build } from "esbuild";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** The files that a module needs at run time, its own imports and theirs. */
async function inputsOf(file: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [join(root, file)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    logLevel: "silent",
  });
  return Object.keys(metafile.inputs);
}

const TERRAFORM = /^node_modules\/(cdktf|@cdktf|constructs)\//;

test("an environment is resolved without cdktf: config/ and the kinds' files behind it are pure", async () => {
  const inputs = await inputsOf("config/load.ts");
  expect(inputs).toEqual(expect.arrayContaining(["config/resolve.ts", "constructs/registry.ts", "constructs/queue/model.ts"]));
  expect(inputs.filter((input) => TERRAFORM.test(input))).toEqual([]);
  const own = inputs.filter((input) => !input.startsWith("node_modules/"));
  expect(own.filter((input) => !/^(language|aws|config|constructs)\//.test(input))).toEqual([]);
});

test("a construct is not pure, so that the test above can fail", async () => {
  expect((await inputsOf("constructs/queue/queue.ts")).some((input) => TERRAFORM.test(input))).toBe(true);
});
