import type { Container } from "./model";
import { droppedCapabilities } from "./capabilities";
import { type FolderMount, folderMounts } from "./folders";
import { logConfiguration } from "./log-configuration";

/**
 * BusyBox, the official image in its mirror on Amazon ECR Public, for both processor architectures. Only its `chmod` runs.
 *
 * @see https://gallery.ecr.aws/docker/library/busybox
 */
export const FOLDER_IMAGE = "public.ecr.aws/docker/library/busybox:1.37.0";

/** Contains an underscore, so that it never equals the name of a service or worker. */
export const FOLDER_NAME = "writable_folders";

export interface FolderContainerProps {
  readonly container: Container;
  readonly region: string;
  /** The workload's log group; the streams of this container have their own prefix. */
  readonly logGroupName: string;
}

/** Whether a task has the container that opens its writable folders. */
export function opensFolders({ opensFolders: isWanted, writablePaths }: Container): boolean {
  return isWanted && writablePaths.length > 0;
}

/**
 * The container that runs before the application and opens its writable folders to any user, as `/tmp` is: Fargate mounts the volumes owned
 * by root, with no access for others. Its only command is `chmod 1777`; it has root's right to change modes and no other. The application
 * starts once it has ended with the exit code 0.
 *
 * Each default of ECS is explicit, because an omitted default appears as a difference in the next plan.
 *
 * Each task start pulls the image (2 MB) from Amazon ECR Public through a NAT gateway. It uses no resources once it has ended.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export function folderContainer({ container, region, logGroupName }: FolderContainerProps) {
  const mounts: readonly FolderMount[] = folderMounts(container);
  return {
    name: FOLDER_NAME,
    image: FOLDER_IMAGE,
    essential: false,
    cpu: 0,
    command: ["chmod", "1777", ...mounts.map(({ containerPath }) => containerPath)],
    portMappings: [],
    environment: [],
    secrets: [],
    user: "0",
    readonlyRootFilesystem: true,
    mountPoints: mounts,
    volumesFrom: [],
    systemControls: [],
    linuxParameters: { initProcessEnabled: false, capabilities: { drop: droppedCapabilities(["FOWNER"]) } },
    logConfiguration: logConfiguration({ logGroupName, region, name: FOLDER_NAME }),
  };
}
