import * as path from "node:path";
import { candidateFolders, searchedPlaces, type Machine } from "./mirror-locations";

/** The provider that has to be installed: its registry, its address there, its version, and Terraform's name for this machine. */
export interface Provider {
  readonly registry: string;
  readonly address: string;
  readonly version: string;
  readonly platform: string;
}

export type ProviderSource =
  /** The user's own configuration decides. */
  | { readonly kind: "configured"; readonly file: string }
  /** Terraform's defaults: the registry answers, or only Terraform can tell whether it does. */
  | { readonly kind: "registry" }
  | { readonly kind: "mirror"; readonly folder: string }
  | { readonly kind: "none"; readonly message: string };

/** Both layouts of a mirror: unpacked folders, and the archives that `terraform providers mirror` makes. */
export function holdsProvider(machine: Machine, folder: string, { registry, address, version, platform }: Provider): boolean {
  const base = path.join(folder, registry, address);
  const archive = `terraform-provider-${path.basename(address)}_${version}_${platform}.zip`;
  const unpacked = machine.list(path.join(base, version, platform)).some((name) => name.startsWith("terraform-provider-"));
  return unpacked || machine.isFile(path.join(base, archive));
}

/** The versions in folders that hold the provider, but not as it is needed. */
function otherVersions(machine: Machine, folders: readonly string[], provider: Provider): string[] {
  return folders.flatMap((folder) => {
    const names = machine.list(path.join(folder, provider.registry, provider.address)).filter((name) => name !== "index.json");
    return names.length === 0 ? [] : [`  ${folder} holds ${names.join(", ")}`];
  });
}

function defaultConfiguration({ env, platform, home }: Machine): string {
  return platform === "win32"
    ? path.join(env.APPDATA ?? path.join(home, "AppData", "Roaming"), "terraform.rc")
    : path.join(home, ".terraformrc");
}

/**
 * Where Terraform is to get the provider from. The registry is asked only where the user did not decide.
 * A proxy or a configuration of the user's that is always read may reach what we could not: then Terraform has to try.
 */
export async function findProvider(machine: Machine, provider: Provider, registryAnswers: () => Promise<boolean>): Promise<ProviderSource> {
  const configured = machine.env.TF_CLI_CONFIG_FILE;
  if (configured && machine.isFile(configured)) return { kind: "configured", file: configured };
  if (await registryAnswers()) return { kind: "registry" };
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
    `Terraform's provider ${address} ${version} for ${platform} cannot be had: ${registry} does not answer, and no mirror of it was found.`,
    ...(ignored ? [`TF_CLI_CONFIG_FILE names ${ignored}, which does not exist.`] : []),
    ...(others.length > 0 ? ["There are mirrors of other versions or platforms:", ...others] : []),
    `Searched for a folder that holds ${registry}/${address}/${version}/${platform}/:`,
    ...searchedPlaces(machine).map((place) => `  ${place}`),
    "To mend it, make a mirror on a machine that reaches the registry, copy it here, and name it:",
    `  terraform providers mirror -platform=${platform} ./mirror    (in a folder whose Terraform requires ${address} ${version})`,
    "  export TERRACE_PROVIDER_MIRROR=/path/to/mirror",
  ].join("\n");
}

/** The CLI configuration that installs this one provider from a mirror and everything else as ever. */
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
