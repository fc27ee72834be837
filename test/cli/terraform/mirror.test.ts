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

const silent = () => Promise.resolve(false);
const answers = () => Promise.resolve(true);

describe("where the provider comes from", () => {
  test("the configuration that the user names wins, and the registry is not asked", async () => {
    const registry = jest.fn(answers);
    const found = await findProvider(
      machine(["/etc/tf.rc", `/opt/mirror/${UNPACKED}`], { env: { TF_CLI_CONFIG_FILE: "/etc/tf.rc" } }),
      PROVIDER,
      registry,
    );
    expect(found).toEqual({ kind: "configured", file: "/etc/tf.rc" });
    expect(registry).not.toHaveBeenCalled();
  });

  test("a configuration that does not exist is ignored", async () => {
    const env = { TF_CLI_CONFIG_FILE: "/gone.rc" };
    expect(await findProvider(machine([`/opt/mirror/${UNPACKED}`], { env }), PROVIDER, silent)).toEqual({
      kind: "mirror",
      folder: "/opt/mirror",
    });
  });

  test("a registry that answers makes a mirror unnecessary", async () => {
    expect(await findProvider(machine([`/opt/mirror/${UNPACKED}`]), PROVIDER, answers)).toEqual({ kind: "registry" });
  });

  test.each([
    ["right under a place for optional software", "/srv/terraform", UNPACKED],
    ["in Terraform's personal folder", "/home/ada/.terraform.d/plugins", UNPACKED],
    ["in a shared data folder", "/usr/share/terraform/plugins", UNPACKED],
    ["in the project", "/home/ada/terrace/terraform.d/plugins", UNPACKED],
    ["packed, as `terraform providers mirror` makes it", "/opt/mirror", ARCHIVE],
  ])("a mirror %s is found", async (_where, folder, file) => {
    expect(await findProvider(machine([`${folder}/${file}`]), PROVIDER, silent)).toEqual({ kind: "mirror", folder });
  });

  test("TERRACE_PROVIDER_MIRROR comes first and may be relative to the project", async () => {
    const files = [`/home/ada/mirror/${UNPACKED}`, `/opt/mirror/${UNPACKED}`];
    const found = await findProvider(machine(files, { env: { TERRACE_PROVIDER_MIRROR: "../mirror" } }), PROVIDER, silent);
    expect(found).toEqual({ kind: "mirror", folder: "/home/ada/mirror" });
  });

  test("two levels below such a place is not searched", async () => {
    expect(await findProvider(machine([`/opt/deep/mirror/${UNPACKED}`]), PROVIDER, silent)).toMatchObject({ kind: "none" });
  });

  test.each([
    ["a proxy", { env: { HTTPS_PROXY: "http://proxy:3128" } }, []],
    ["a default configuration", {}, ["/home/ada/.terraformrc"]],
  ])("%s leaves the try to Terraform where no mirror is found", async (_what, given, files) => {
    expect(await findProvider(machine(files, given), PROVIDER, silent)).toEqual({ kind: "registry" });
  });

  test("nothing found: says what is needed, where it looked, what was there instead, and how to make a mirror", async () => {
    const files = ["/opt/mirror/registry.terraform.io/hashicorp/aws/5.99.0/linux_amd64/terraform-provider-aws_v5.99.0_x5"];
    const found = await findProvider(machine(files, { env: { TF_CLI_CONFIG_FILE: "/gone.rc" } }), PROVIDER, silent);
    expect(found.kind === "none" && found.message.split("\n")).toEqual([
      "Terraform's provider hashicorp/aws 5.100.0 for linux_amd64 cannot be had: registry.terraform.io does not answer, and no mirror of it was found.",
      "TF_CLI_CONFIG_FILE names /gone.rc, which does not exist.",
      "There are mirrors of other versions or platforms:",
      "  /opt/mirror holds 5.99.0",
      "Searched for a folder that holds registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/:",
      "  TERRACE_PROVIDER_MIRROR (not set)",
      "  /home/ada/terrace/terraform.d/plugins",
      "  /home/ada/.terraform.d/plugins",
      "  /home/ada/.local/share/terraform/plugins",
      "  /usr/local/share/terraform/plugins",
      "  /usr/share/terraform/plugins",
      expect.stringMatching(/^ {2}the folders right under \/opt, \/usr\/local, /),
      "To mend it, make a mirror on a machine that reaches the registry, copy it here, and name it:",
      "  terraform providers mirror -platform=linux_amd64 ./mirror    (in a folder whose Terraform requires hashicorp/aws 5.100.0)",
      "  export TERRACE_PROVIDER_MIRROR=/path/to/mirror",
    ]);
  });
});

describe("the places", () => {
  test.each([
    ["darwin", {}, "/home/ada/Library/Application Support/io.terraform/plugins"],
    ["win32", { APPDATA: "/users/ada/roaming" }, "/users/ada/roaming/HashiCorp/Terraform/plugins"],
    ["linux", { XDG_DATA_HOME: "/data" }, "/data/terraform/plugins"],
    ["linux", { XDG_DATA_DIRS: "/one:/two" }, "/two/terraform/plugins"],
  ] as const)("on %s with %p they include %s", (platform, env, folder) => {
    expect(candidateFolders(machine([], { platform, env }))).toContain(folder);
  });
});

test("the temporary configuration takes this provider from the mirror and nothing else", () => {
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
