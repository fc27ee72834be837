/** The way to a field from the top of the environment: keys of objects and indexes of lists. */
export type Path = readonly (string | number)[];

/** A path as people write it: `services.api.routes[0]`; keys that are not plain words are quoted, as in `tags["aws:owner"]`. */
export function formatPath(path: Path): string {
  if (path.length === 0) return "environment";
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (!/^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

interface Step {
  readonly next: Map<string | number, Step>;
  /** Whether a path of the set ends here. */
  end: boolean;
}

/** Paths that are asked whether they touch another one, in a time that does not depend on their number. */
export class PathSet {
  private readonly root: Step = { next: new Map(), end: false };

  public constructor(paths: Iterable<Path> = []) {
    for (const path of paths) this.add(path);
  }

  public add(path: Path): void {
    let step = this.root;
    for (const key of path) {
      const next = step.next.get(key) ?? { next: new Map(), end: false };
      step.next.set(key, next);
      step = next;
    }
    step.end = true;
  }

  /** Whether a path of the set leads through this one, or this one through it. */
  public touches(path: Path): boolean {
    let step = this.root;
    for (const key of path) {
      if (step.end) return true;
      const next = step.next.get(key);
      if (!next) return false;
      step = next;
    }
    return step.end || step.next.size > 0;
  }
}
