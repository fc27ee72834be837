import * as fs from "node:fs";
import * as path from "node:path";
import { preProcessFile } from "typescript";

/** A file of the tests that can read the repository, or start a process in it. */
const READS_THE_REPOSITORY = /\b__dirname\b|\bprocess\.cwd\(\)|\bchild_process\b|\/process\/run"|["'`]environments\//;

/** Files that import the environments, or load them. */
const READS_THE_ENVIRONMENTS = /^(environments\/|main\.ts$|cli\/project\.ts$)/;

/** Files that read other parts of the repository only, each with that part. */
export const VOUCHED: Readonly<Record<string, string>> = {
  "test/support/platform.ts": "Starts test/fixtures/programs/synthesize.ts, which gets its environments from the suite.",
  "test/support/provider-schema/load.ts": "Reads the lock file of packages and the kept schema.",
  "test/support/iam/service-authorization.ts": "Reads the kept list of actions.",
};

/**
 * The suites whose result can depend on the environments of the repository. A suite cannot if none of the files that it imports, directly or not,
 * loads the environments, and no file of the tests among them can read the repository.
 */
export function visibleSuites(root: string): readonly string[] {
  const files = new SourceFiles(root);
  const suites = fs
    .readdirSync(path.join(root, "test"), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join("test", file.split(path.sep).join("/")))
    .filter((file) => file.endsWith(".test.ts") && !file.startsWith("test/e2e/"));
  return suites.filter((suite) => files.reachable(suite).some((file) => files.seesEnvironments(file))).sort();
}

class SourceFiles {
  private readonly known = new Map<string, readonly string[]>();

  public constructor(private readonly root: string) {}

  /** A file, and all files of the repository that it imports, directly or not. */
  public reachable(file: string): readonly string[] {
    const found = new Set<string>();
    const visit = (each: string): void => {
      if (found.has(each)) return;
      found.add(each);
      this.imports(each).forEach(visit);
    };
    visit(file);
    return [...found];
  }

  public seesEnvironments(file: string): boolean {
    if (READS_THE_ENVIRONMENTS.test(file)) return true;
    return file.startsWith("test/") && !(file in VOUCHED) && READS_THE_REPOSITORY.test(this.read(file));
  }

  private imports(file: string): readonly string[] {
    const known = this.known.get(file);
    if (known) return known;
    const specifiers = /\.[cm]?[jt]s$/.test(file) ? preProcessFile(this.read(file), true, true).importedFiles : [];
    const files = specifiers.flatMap(({ fileName }) => (fileName.startsWith(".") ? this.resolve(path.dirname(file), fileName) : []));
    this.known.set(file, files);
    return files;
  }

  private resolve(folder: string, specifier: string): readonly string[] {
    const base = path.posix.join(folder, specifier);
    const candidates = [base, `${base}.ts`, `${base}.cjs`, `${base}/index.ts`, base.replace(/\.cjs$/, ".d.cts")];
    const found = candidates.find((each) => fs.statSync(path.join(this.root, each), { throwIfNoEntry: false })?.isFile());
    return found === undefined ? [] : [found];
  }

  private read(file: string): string {
    return fs.readFileSync(path.join(this.root, file), "utf8");
  }
}
