import { type Plugin, build } from "esbuild";
import { join } from "node:path";

const root = join(__dirname, "../..");

/** Bundles `main.ts` as `cdktf synth` runs it, so that a test can run it in a separate process and from any folder. */
export async function bundleMain(outfile: string, plugins: Plugin[] = []): Promise<void> {
  const entryPoints = [join(root, "main.ts")];
  await build({
    entryPoints,
    bundle: true,
    platform: "node",
    outfile,
    nodePaths: [join(root, "node_modules")],
    logLevel: "error",
    plugins,
  });
}
