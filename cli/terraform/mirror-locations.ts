import * as path from "node:path";

/** The parts of a machine that the search for a provider mirror reads. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly root: string;
  /** The names in a folder. Empty if the folder does not exist. */
  readonly list: (folder: string) => readonly string[];
  readonly isFile: (file: string) => boolean;
}

/** The usual places for optional software; each holds one folder for each piece of software. */
const SOFTWARE_PLACES = [
  "/opt",
  "/usr/local",
  "/usr/local/lib",
  "/usr/local/share",
  "/srv",
  "/usr/share",
  "/usr/lib",
  "/usr/local/opt",
  "/opt/homebrew",
];

/** The folders that Terraform itself searches: https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
export function impliedFolders({ env, platform, home, root }: Machine): string[] {
  const local = [path.join(root, "terraform.d", "plugins")];
  if (platform === "win32") {
    const appData = env.APPDATA ?? path.join(home, "AppData", "Roaming");
    return [...local, path.join(appData, "terraform.d", "plugins"), path.join(appData, "HashiCorp", "Terraform", "plugins")];
  }
  const personal = path.join(home, ".terraform.d", "plugins");
  if (platform === "darwin") {
    const support = path.join("Library", "Application Support", "io.terraform", "plugins");
    return [...local, personal, path.join(home, support), path.join("/", support)];
  }
  const dataHome = env.XDG_DATA_HOME ?? path.join(home, ".local", "share");
  const dataFolders = (env.XDG_DATA_DIRS ?? "/usr/local/share:/usr/share").split(":").filter(Boolean);
  return [...local, personal, ...[dataHome, ...dataFolders].map((folder) => path.join(folder, "terraform", "plugins"))];
}

/** All folders that may be a mirror, in search order. */
export function candidateFolders(machine: Machine): string[] {
  const named = machine.env.TERRACE_PROVIDER_MIRROR;
  const software = SOFTWARE_PLACES.flatMap((place) => machine.list(place).map((name) => path.join(place, name)));
  return [...new Set([...(named ? [path.resolve(machine.root, named)] : []), ...impliedFolders(machine), ...software])];
}

/** The searched locations, one line each, for the error. */
export function searchedPlaces(machine: Machine): string[] {
  const named = machine.env.TERRACE_PROVIDER_MIRROR;
  return [
    named ? `TERRACE_PROVIDER_MIRROR=${named}` : "TERRACE_PROVIDER_MIRROR (not set)",
    ...impliedFolders(machine),
    ...(machine.platform === "win32" ? [] : [`the folders directly in ${SOFTWARE_PLACES.join(", ")}`]),
  ];
}
