import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

const root = join(__dirname, "../..");

/** This package in one file, for projects of tests that import it by its name. */
export class InstalledPackage {
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "terrace-package-")));

  public constructor() {
    const external = ["cdktf", "constructs", "@cdktf/*"];
    buildSync({ entryPoints: [join(root, "index.ts")], bundle: true, platform: "node", outfile: join(this.folder, "index.js"), external });
  }

  /** Adds the package and TypeScript to the packages of a project. */
  public addTo(project: string): void {
    mkdirSync(join(project, "node_modules/@terrace-aws"), { recursive: true });
    symlinkSync(this.folder, join(project, "node_modules/@terrace-aws/terrace"));
    symlinkSync(join(root, "node_modules/typescript"), join(project, "node_modules/typescript"));
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
