import * as path from "node:path";
import { candidateFolders, searchedPlaces, type Machine } from "./mirror-locations";

/** The required provider: its registry, its address there, its version, and Terraform's name for this machine. */
export interface Provider {
  readonly registry: string;
  readonly address: string;
  readonly version: string;
  readonly platform: string;
}

export type ProviderSource =
  /** The user's own configuration decides. */
  | { readonly kind: "configured"; readonly file: string }
  /** Terraform's defaults: the registry is reachable, or only Terraform can find out. */
  | { readonly kind: "registry" }
  | { readonly kind: "mirror"; readonly folder: string }
  | { readonly kind: "none"; readonly message: string };

/** Whether a folder is a mirror with the provider, unpacked or as an archive from `terraform providers mirror`. */
export function holdsProvider(machine: Machine, folder: string, { registry, address, version, platform }: Provider): boolean {
  const base = path.join(folder, registry, address);
  const archive = `terraform-provider-${path.basename(address)}_${version}_${platform}.zip`;
  const unpacked = machine.list(path.join(base, version, platform)).some((name) => name.startsWith("terraform-provider-"));
  return unpacked || machine.isFile(path.join(base, archive));
}

/** Mirrors of the provider with other versions or platforms only. */
function otherVersions(machine: Machine, folders: readonly string[], provider: Provider): string[] {
  return folders.flatMap((folder) => {
    const names = machine.list(path.join(folder, provider.registry, provider.address)).filter((name) => name !== "index.json");
    return names.length === 0 ? [] : [`  ${folder}: ${names.join(", ")}`];
  });
}

function defaultConfiguration({ env, platform, home }: Machine): string {
  return platform === "win32"
    ? path.join(env.APPDATA ?? path.join(home, "AppData", "Roaming"), "terraform.rc")
    : path.join(home, ".terraformrc");
}

/**
 * The source from which Terraform installs the provider. The registry is queried only if the user has not configured a source. With a proxy or
 * a default CLI configuration, Terraform may reach the registry even if this check fails, so Terraform must try.
 */
export async function findProvider(
  machine: Machine,
  provider: Provider,
  isRegistryReachable: () => Promise<boolean>,
): Promise<ProviderSource> {
  const configured = machine.env.TF_CLI_CONFIG_FILE;
  if (configured && machine.isFile(configured)) return { kind: "configured", file: configured };
  if (await isRegistryReachable()) return { kind: "registry" };
  const folders = candidateFolders(machine);
  const mirror = folders.find((folder) => holdsProvider(machine, folder, provider));
  if (mirror !== undefined) return { kind: "mirror", folder: mirror };
  const proxy = machine.env.HTTPS_PROXY ?? machine.env.https_proxy;
  if (proxy || machine.isFile(defaultConfiguration(machine))) return { kind: "registry" };
  return { kind: "none", message: notFound(machine, provider, folders) };
}

function notFound(machine: Machine, provider: Provider, folders: readonly string[]): string {
  const { registry, address, version, platform } = provider;
  const ignored = machine.env.TF_CLI_CONFIG_FILE;
  const others = otherVersions(machine, folders, provider);
  return [
    `Cannot install Terraform provider ${address} ${version} for ${platform}: ${registry} is not reachable, and no mirror was found.`,
    ...(ignored ? [`TF_CLI_CONFIG_FILE names ${ignored}, which does not exist.`] : []),
    ...(others.length > 0 ? ["Mirrors with other versions or platforms:", ...others] : []),
    `Searched for a folder that contains ${registry}/${address}/${version}/${platform}/:`,
    ...searchedPlaces(machine).map((place) => `  ${place}`),
    "fix: create a mirror on a machine that can reach the registry, copy it here, and set its path:",
    `  terraform providers mirror -platform=${platform} ./mirror    (in a folder whose Terraform configuration requires ${address} ${version})`,
    "  export TERRACE_PROVIDER_MIRROR=/path/to/mirror",
  ].join("\n");
}

/** The CLI configuration that installs this provider from a mirror, and all others from the registry. */
export function mirrorConfiguration(folder: string, provider: Provider): string {
  const name = JSON.stringify(`${provider.registry}/${provider.address}`);
  return `disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(folder)}
    include = [${name}]
  }
  direct {
    exclude = [${name}]
  }
}
`;
}
