import { candidateFolders, type Machine } from "../../../cli/terraform/mirror-locations";
import { findProvider, mirrorConfiguration, type Provider } from "../../../cli/terraform/mirror";

const PROVIDER: Provider = { registry: "registry.terraform.io", address: "hashicorp/aws", version: "5.100.0", platform: "linux_amd64" };
const UNPACKED = "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/terraform-provider-aws_v5.100.0_x5";
const ARCHIVE = "registry.terraform.io/hashicorp/aws/terraform-provider-aws_5.100.0_linux_amd64.zip";

function machine(files: readonly string[], given: Partial<Machine> = {}): Machine {
  const below = (folder: string) => files.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1));
  return {
    env: {},
    platform: "linux",
    home: "/home/ada",
    root: "/home/ada/terrace",
    list: (folder) => [...new Set(below(folder).map((rest) => rest.split("/")[0] ?? ""))],
    isFile: (file) => files.includes(file),
    ...given,
  };
}

const unreachable = () => Promise.resolve(false);
const reachable = () => Promise.resolve(true);

describe("findProvider()", () => {
  test("uses the user's configuration, and does not query the registry", async () => {
    const registry = jest.fn(reachable);
    const found = await findProvider(
      machine(["/etc/tf.rc", `/opt/mirror/${UNPACKED}`], { env: { TF_CLI_CONFIG_FILE: "/etc/tf.rc" } }),
      PROVIDER,
      registry,
    );
    expect(found).toEqual({ kind: "configured", file: "/etc/tf.rc" });
    expect(registry).not.toHaveBeenCalled();
  });

  test("ignores a configuration that does not exist", async () => {
    const env = { TF_CLI_CONFIG_FILE: "/gone.rc" };
    expect(await findProvider(machine([`/opt/mirror/${UNPACKED}`], { env }), PROVIDER, unreachable)).toEqual({
      kind: "mirror",
      folder: "/opt/mirror",
    });
  });

  test("uses the registry if it is reachable, even if a mirror exists", async () => {
    expect(await findProvider(machine([`/opt/mirror/${UNPACKED}`]), PROVIDER, reachable)).toEqual({ kind: "registry" });
  });

  test.each([
    ["directly in a location for optional software", "/srv/terraform", UNPACKED],
    ["in Terraform's personal folder", "/home/ada/.terraform.d/plugins", UNPACKED],
    ["in a shared data folder", "/usr/share/terraform/plugins", UNPACKED],
    ["in the project", "/home/ada/terrace/terraform.d/plugins", UNPACKED],
    ["as an archive from `terraform providers mirror`", "/opt/mirror", ARCHIVE],
  ])("finds a mirror %s", async (_where, folder, file) => {
    expect(await findProvider(machine([`${folder}/${file}`]), PROVIDER, unreachable)).toEqual({ kind: "mirror", folder });
  });

  test("searches TERRACE_PROVIDER_MIRROR first, also relative to the project", async () => {
    const files = [`/home/ada/mirror/${UNPACKED}`, `/opt/mirror/${UNPACKED}`];
    const found = await findProvider(machine(files, { env: { TERRACE_PROVIDER_MIRROR: "../mirror" } }), PROVIDER, unreachable);
    expect(found).toEqual({ kind: "mirror", folder: "/home/ada/mirror" });
  });

  test("does not search deeper folders", async () => {
    expect(await findProvider(machine([`/opt/deep/mirror/${UNPACKED}`]), PROVIDER, unreachable)).toMatchObject({ kind: "none" });
  });

  test.each([
    ["a proxy", { env: { HTTPS_PROXY: "http://proxy:3128" } }, []],
    ["a default configuration", {}, ["/home/ada/.terraformrc"]],
  ])("with %s and no mirror, lets Terraform try the registry", async (_what, given, files) => {
    expect(await findProvider(machine(files, given), PROVIDER, unreachable)).toEqual({ kind: "registry" });
  });

  test("reports the required provider, the searched locations, other versions and how to create a mirror", async () => {
    const files = ["/opt/mirror/registry.terraform.io/hashicorp/aws/5.99.0/linux_amd64/terraform-provider-aws_v5.99.0_x5"];
    const found = await findProvider(machine(files, { env: { TF_CLI_CONFIG_FILE: "/gone.rc" } }), PROVIDER, unreachable);
    expect(found.kind === "none" && found.message.split("\n")).toEqual([
      "Cannot install Terraform provider hashicorp/aws 5.100.0 for linux_amd64: registry.terraform.io is not reachable, and no mirror was found.",
      "TF_CLI_CONFIG_FILE names /gone.rc, which does not exist.",
      "Mirrors with other versions or platforms:",
      "  /opt/mirror: 5.99.0",
      "Searched for a folder that contains registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/:",
      "  TERRACE_PROVIDER_MIRROR (not set)",
      "  /home/ada/terrace/terraform.d/plugins",
      "  /home/ada/.terraform.d/plugins",
      "  /home/ada/.local/share/terraform/plugins",
      "  /usr/local/share/terraform/plugins",
      "  /usr/share/terraform/plugins",
      expect.stringMatching(/^ {2}the folders directly in \/opt, \/usr\/local, /),
      "fix: create a mirror on a machine that can reach the registry, copy it here, and set its path:",
      "  terraform providers mirror -platform=linux_amd64 ./mirror    (in a folder whose Terraform configuration requires hashicorp/aws 5.100.0)",
      "  export TERRACE_PROVIDER_MIRROR=/path/to/mirror",
    ]);
  });
});

describe("candidateFolders()", () => {
  test.each([
    ["darwin", {}, "/home/ada/Library/Application Support/io.terraform/plugins"],
    ["win32", { APPDATA: "/users/ada/roaming" }, "/users/ada/roaming/HashiCorp/Terraform/plugins"],
    ["linux", { XDG_DATA_HOME: "/data" }, "/data/terraform/plugins"],
    ["linux", { XDG_DATA_DIRS: "/one:/two" }, "/two/terraform/plugins"],
  ] as const)("on %s with %p includes %s", (platform, env, folder) => {
    expect(candidateFolders(machine([], { platform, env }))).toContain(folder);
  });
});

test("mirrorConfiguration() installs only this provider from the mirror", () => {
  expect(mirrorConfiguration("/opt/mirror", PROVIDER)).toMatchInlineSnapshot(`
    "disable_checkpoint = true
    provider_installation {
      filesystem_mirror {
        path    = "/opt/mirror"
        include = ["registry.terraform.io/hashicorp/aws"]
      }
      direct {
        exclude = ["registry.terraform.io/hashicorp/aws"]
      }
    }
    "
  `);
});
