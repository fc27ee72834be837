import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { terraformOf } from "../../../cli/terraform/terraform";
import { resourcesOf, type Stack, type TerraformJson } from "../../../cli/synthesis/synthesized";
import { pathsOf } from "../../../cli/paths";

type Data = Readonly<Record<string, { readonly input?: unknown; readonly triggers_replace?: unknown; readonly for_each?: string }>>;

/** A stack of `terraform_data` resources, which require no provider and no account. */
export interface SmallStack {
  readonly name: string;
  readonly data: Data;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Upstream stacks. */
  readonly reads?: readonly string[];
}

export function reading(stack: string, output: string): string {
  return `\${data.terraform_remote_state.cross-stack-reference-input-${stack}.outputs.${output}}`;
}

/** Folders, states and Terraform as in the commands, in a temporary folder. */
export class SmallPlatform {
  public readonly root = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-plan-"));
  public readonly plans = path.join(this.root, "plans");
  private readonly env = { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  public readonly terraform = terraformOf({ paths: { ...pathsOf(this.root), logs: this.root }, env: this.env });

  public constructor() {
    fs.mkdirSync(this.plans, { mode: 0o700 });
  }

  public synthesize(stacks: readonly SmallStack[]): Stack[] {
    return stacks.map(({ name, data, outputs = {}, reads = [] }) => {
      const directory = path.join(this.root, "stacks", name);
      const state = (stack: string) => path.join(this.root, `${stack}.tfstate`);
      const source = (stack: string) => [`cross-stack-reference-input-${stack}`, { backend: "local", config: { path: state(stack) } }];
      const document = {
        terraform: { backend: { local: { path: state(name) } } },
        resource: { terraform_data: data },
        ...(reads.length > 0 && { data: { terraform_remote_state: Object.fromEntries(reads.map(source)) as object } }),
        ...(Object.keys(outputs).length > 0 && { output: mapped(outputs, (value) => ({ value, sensitive: true })) }),
      };
      fs.mkdirSync(directory, { recursive: true });
      fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(document));
      return { name, directory, dependsOn: reads, resources: resourcesOf(document as TerraformJson), outputs: {} };
    });
  }

  /** Writes the state of a deployed stack. */
  public deployed(
    stack: string,
    serial: number,
    resources: Readonly<Record<string, StateOfData>>,
    outputs: Readonly<Record<string, string>>,
  ) {
    const state = {
      version: 4,
      terraform_version: "1.11.4",
      serial,
      lineage: lineageOf(stack),
      outputs: mapped(outputs, (value) => ({ value, type: "string", sensitive: true })),
      resources: Object.entries(resources).map(([name, data]) => ({
        mode: "managed",
        type: "terraform_data",
        name,
        provider: 'provider["terraform.io/builtin/terraform"]',
        instances: [{ schema_version: 0, attributes: attributesOf(name, data), sensitive_attributes: [] }],
      })),
      check_results: null,
    };
    fs.writeFileSync(path.join(this.root, `${stack}.tfstate`), JSON.stringify(state));
  }

  public remove(): void {
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}

export interface StateOfData {
  /** @default `id-of-<name>` */
  readonly id?: string;
  readonly input: string;
  readonly triggers?: readonly string[];
}

export function lineageOf(stack: string): string {
  return `lineage-of-${stack}`;
}

/** `terraform_data` stores values of any type, so its state contains each value with its type. */
function attributesOf(name: string, { id = `id-of-${name}`, input, triggers }: StateOfData) {
  const kept = { value: input, type: "string" };
  const tuple = triggers && { value: triggers, type: ["tuple", triggers.map(() => "string")] };
  return { id, input: kept, output: kept, triggers_replace: tuple ?? null };
}

function mapped<T>(values: Readonly<Record<string, T>>, change: (value: T) => object) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
