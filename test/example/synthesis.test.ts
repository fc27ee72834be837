import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleMain } from "../support/bundle";
import { type SynthesizedStack, synthesizeMain } from "../support/main-synthesis";
import { outline } from "../support/outline";

/** The example platform as `cdktf synth` synthesizes it: `main.ts`, bundled and run in a separate process. */
const scratch = mkdtempSync(join(tmpdir(), "terrace-example-"));
let dev: readonly SynthesizedStack[];

beforeAll(async () => {
  const bundle = join(scratch, "main.js");
  await bundleMain(bundle);
  dev = synthesizeMain({ bundle, outdir: join(scratch, "dev"), environment: "dev" });
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("dev has ten states, one per layer", () => {
  expect(dev.map(({ stack }) => stack)).toEqual([
    "dev-data",
    "dev-edge",
    "dev-foundation",
    "dev-network",
    "dev-us-east-1-data",
    "dev-us-east-1-database-main",
    "dev-us-east-1-network",
    "dev-us-east-1-service",
    "dev-us-east-1-watch",
    "dev-watch",
  ]);
});

test("each stack of dev matches its reviewed snapshot", () => {
  for (const { stack, text } of dev) {
    expect(outline(JSON.parse(text) as Record<string, unknown>)).toMatchSnapshot(stack);
  }
});
