import * as fs from "node:fs";
import * as path from "node:path";

/** Folders that are not copied: generated or linked ones. */
const LEFT_OUT = new Set([".git", ".terrace", "cdktf.out", "node_modules", ".pytest_cache"]);

/** A copy of the repository in which a test replaces or edits environments. */
export class Tree {
  public constructor(public readonly root: string) {}

  public static plant(original: string, root: string): Tree {
    fs.rmSync(root, { recursive: true, force: true });
    fs.mkdirSync(root, { recursive: true });
    for (const name of fs.readdirSync(original))
      if (!LEFT_OUT.has(name)) fs.cpSync(path.join(original, name), path.join(root, name), { recursive: true });
    const tree = new Tree(root);
    tree.linkPackages(original);
    return tree;
  }

  /** Links the packages of another copy, which are the same. */
  public linkPackages(original: string): void {
    fs.symlinkSync(path.join(original, "node_modules"), path.join(this.root, "node_modules"), "dir");
  }

  /** Replaces all environments. The files are given by their path. */
  public replaceEnvironments(files: Readonly<Record<string, string>>): void {
    fs.rmSync(path.join(this.root, "environments"), { recursive: true });
    fs.mkdirSync(path.join(this.root, "environments"));
    for (const [file, text] of Object.entries(files)) this.write(file, text);
  }

  /** Replaces a string that occurs exactly once. */
  public edit(file: string, from: string, to: string): void {
    const text = this.read(file);
    const found = text.split(from).length - 1;
    if (found !== 1)
      throw new Error(`${file} contains ${JSON.stringify(from)} ${found} times; only a string that occurs once can be edited`);
    this.write(
      file,
      text.replace(from, () => to),
    );
  }

  public read(file: string): string {
    return fs.readFileSync(path.join(this.root, file), "utf8");
  }

  public write(file: string, text: string): void {
    fs.writeFileSync(path.join(this.root, file), text);
  }
}
