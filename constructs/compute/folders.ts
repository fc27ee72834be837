import type { Container } from "./model";

/** The mount of a writable folder in a container. */
export interface FolderMount {
  readonly sourceVolume: string;
  readonly containerPath: string;
  readonly readOnly: false;
}

/** A task volume for each writable folder, mounted at the same path in each container. */
export function folderMounts({ writablePaths }: Pick<Container, "writablePaths">): readonly FolderMount[] {
  return [...writablePaths].sort().map((path, index) => ({ sourceVolume: `scratch-${index + 1}`, containerPath: path, readOnly: false }));
}
