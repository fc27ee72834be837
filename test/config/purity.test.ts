import { build } from "esbuild";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** The files that a module imports at run time, directly or indirectly. */
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

test("config/ and the files of kinds that it imports do not import cdktf", async () => {
  const inputs = await inputsOf("config/load.ts");
  expect(inputs).toEqual(expect.arrayContaining(["config/resolve.ts", "constructs/registry.ts", "constructs/queue/model.ts"]));
  expect(inputs.filter((input) => TERRAFORM.test(input))).toEqual([]);
  const own = inputs.filter((input) => !input.startsWith("node_modules/"));
  expect(own.filter((input) => !/^(language|aws|config|constructs)\//.test(input))).toEqual([]);
});

test("the check finds cdktf in the imports of a construct", async () => {
  expect((await inputsOf("constructs/queue/queue.ts")).some((input) => TERRAFORM.test(input))).toBe(true);
});
