import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findProvider } from "../../../cli/terraform/mirror";
import { engineRegistry } from "../../../cli/terraform/engine";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-engine-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** An executable that prints a version as an engine does. */
function program(name: string, version: string): NodeJS.ProcessEnv {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!/bin/sh\n[ "$1" = version ] && printf '${version}\\non linux_amd64\\n'\n`, { mode: 0o755 });
  return { TERRAFORM_BINARY_NAME: file };
}

describe("engineRegistry()", () => {
  test("is Terraform's registry without TERRAFORM_BINARY_NAME", () => {
    expect(engineRegistry({})).toBe("registry.terraform.io");
  });

  test("follows the version that the binary prints, not its name", () => {
    expect(engineRegistry(program("tofu", "OpenTofu v1.12.6"))).toBe("registry.opentofu.org");
    expect(engineRegistry(program("terraform-of-opentofu", "OpenTofu v1.11.0"))).toBe("registry.opentofu.org");
    expect(engineRegistry(program("terraform-1.13", "Terraform v1.13.3"))).toBe("registry.terraform.io");
  });

  test("is Terraform's registry for a binary that does not start: the command that needs it reports the error", () => {
    expect(engineRegistry({ TERRAFORM_BINARY_NAME: path.join(folder, "missing") })).toBe("registry.terraform.io");
  });
});

test("a mirror of the other engine's registry does not count, and the error names the folder that does", async () => {
  const provider = { registry: "registry.opentofu.org", address: "hashicorp/aws", version: "5.100.0", platform: "linux_amd64" };
  const files = (registry: string) => [`/opt/mirror/${registry}/hashicorp/aws/5.100.0/linux_amd64/terraform-provider-aws_v5.100.0_x5`];
  const find = (registry: string) => {
    const below = (at: string) =>
      files(registry)
        .filter((file) => file.startsWith(`${at}/`))
        .map((file) => file.slice(at.length + 1).split("/")[0] ?? "");
    const machine = { env: {}, platform: "linux", home: "/home/ada", root: "/project", list: below, isFile: () => false } as const;
    return findProvider(machine, provider, () => Promise.resolve(false));
  };
  expect(await find("registry.opentofu.org")).toEqual({ kind: "mirror", folder: "/opt/mirror" });
  const { kind, message } = (await find("registry.terraform.io")) as { readonly kind: string; readonly message?: string };
  expect(kind).toBe("none");
  expect(message).toContain("Searched for a folder that contains registry.opentofu.org/hashicorp/aws/5.100.0/linux_amd64/:");
});
