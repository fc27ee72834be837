/** The path of a field from the root of the environment: object keys and list indexes. */
export type Path = readonly (string | number)[];

/** Formats a path as `services.api.routes[0]`. Keys that are not plain words are quoted, as in `tags["aws:owner"]`. */
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

/** A set of paths with a lookup whose time does not depend on the size of the set. */
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

  /** Whether a path of the set is a prefix of this path, or this path is a prefix of one of them. */
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
