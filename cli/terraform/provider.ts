import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import binding from "@cdktf/provider-aws/package.json";
import type { Paths } from "../paths";
import { Problem } from "../problem";
import { engineRegistry, REGISTRIES } from "./engine";
import type { Machine } from "./mirror-locations";
import { findProvider, mirrorConfiguration, type Provider, type ProviderSource } from "./mirror";

const REGISTRY_SECONDS = 3;
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** The provider version of the generated bindings, for this machine. */
export function neededProvider(platform: string = process.platform, arch: string = process.arch): Provider {
  const { name, version } = binding.cdktf.provider;
  const system = platform === "win32" ? "windows" : platform;
  return {
    registry: engineRegistry(),
    address: name.replace(`${REGISTRIES.Terraform}/`, ""),
    version,
    platform: `${system}_${ARCHITECTURES[arch] ?? arch}`,
  };
}

/** Whether the registry returns its discovery document within the timeout. */
async function isRegistryReachable(registry: string): Promise<boolean> {
  try {
    const response = await fetch(`https://${registry}/.well-known/terraform.json`, {
      signal: AbortSignal.timeout(REGISTRY_SECONDS * 1000),
    });
    return response.ok && "providers.v1" in ((await response.json()) as object);
  } catch {
    return false;
  }
}

function thisMachine(root: string): Machine {
  return {
    env: process.env,
    platform: process.platform,
    home: os.homedir(),
    root,
    list: (folder) => {
      try {
        return fs.readdirSync(folder);
      } catch {
        return [];
      }
    },
    isFile: (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false,
  };
}

export interface ProviderChoice {
  readonly source: ProviderSource;
  /** Value of TF_CLI_CONFIG_FILE. Undefined: Terraform's defaults. */
  readonly cliConfig: string | undefined;
}

/**
 * Finds the provider. It writes nothing.
 *
 * @throws Problem with the searched locations if there is none.
 */
export async function findSource({ root }: Pick<Paths, "root">): Promise<Exclude<ProviderSource, { readonly kind: "none" }>> {
  const provider = neededProvider();
  const source = await findProvider(thisMachine(root), provider, () => isRegistryReachable(provider.registry));
  if (source.kind === "none") throw new Problem(source.message);
  return source;
}

/** Finds the provider and writes the temporary CLI configuration that a mirror needs. */
export async function chooseProvider(paths: Paths): Promise<ProviderChoice> {
  const source = await findSource(paths);
  switch (source.kind) {
    case "registry":
      return { source, cliConfig: undefined };
    case "configured":
      return { source, cliConfig: path.resolve(source.file) };
    case "mirror":
      write(paths.cliConfig, mirrorConfiguration(source.folder, neededProvider()));
      return { source, cliConfig: paths.cliConfig };
  }
}

/** Writes a temporary file and renames it, because the Terraform of another command may be reading the file. */
function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, text);
  fs.renameSync(draft, file);
}

export function describeSource(source: ProviderSource): string {
  switch (source.kind) {
    case "configured":
      return `from ${source.file} (TF_CLI_CONFIG_FILE)`;
    case "mirror":
      return `from the mirror in ${source.folder}`;
    case "registry":
      return `from ${engineRegistry()}`;
    case "none":
      return "nowhere";
  }
}
