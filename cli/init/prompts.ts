import type * as Clack from "@clack/prompts" with { "resolution-mode": "import" };
import { REGION_NAMES, regionFacts } from "../../aws/regions";
import { type InitFlags, missingFlags } from "./answers";

class Canceled extends Error {}

/** Prompts for the options that are missing. Undefined if the user cancels. */
export async function promptFor(flags: InitFlags, folder: string): Promise<InitFlags | undefined> {
  const clack = await import("@clack/prompts");
  const prompter = new Prompter(clack);
  clack.intro("A new Terrace project");
  try {
    return await prompter.optional(await prompter.required(flags, folder));
  } catch (error) {
    if (!(error instanceof Canceled)) throw error;
    clack.cancel("Canceled. Nothing was written.");
    return undefined;
  }
}

class Prompter {
  public constructor(private readonly clack: typeof Clack) {}

  /** Prompts for the options without a default. */
  public async required(flags: InitFlags, folder: string): Promise<InitFlags> {
    const missing = missingFlags(flags);
    const name = missing.includes("name")
      ? await this.text("Name of the project", nameOf(folder), /^[a-z0-9][a-z0-9-]*$/, "lowercase letters, digits and hyphens")
      : (flags.name ?? "");
    const domain = missing.includes("domain")
      ? await this.text("Domain of the platform", `${name}.example.com`, /^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "a domain name in lowercase")
      : (flags.domain ?? "");
    const region = missing.includes("region") ? [await this.region()] : (flags.region ?? []);
    const service = missing.includes("service")
      ? [
          await this.text(
            "First service and the port it listens on",
            "web:3000",
            /^[a-z][a-z0-9-]*:\d{1,5}$/,
            "<name>:<port>, such as web:3000",
          ),
        ]
      : (flags.service ?? []);
    return { ...flags, name, domain, region, service };
  }

  /** Prompts for options that are off by default. */
  public async optional(flags: InitFlags): Promise<InitFlags> {
    const { clack } = this;
    const databases = [
      { value: "", label: "none" },
      { value: "postgres", label: "PostgreSQL" },
      { value: "mysql", label: "MySQL" },
    ];
    const database = flags.database ?? (await this.answer<string>(clack.select({ message: "Database", options: databases })));
    const workflow = () => clack.confirm({ message: "Add a GitHub Actions workflow?", initialValue: false });
    const ci = flags.ci ?? ((await this.answer(workflow())) ? "github" : undefined);
    return { ...flags, ...(database !== "" && { database }), ...(ci !== undefined && { ci }) };
  }

  private text(message: string, initialValue: string, pattern: RegExp, allowed: string): Promise<string> {
    const validate = (value: string | undefined) => (pattern.test(value ?? "") ? undefined : `Allowed: ${allowed}`);
    return this.answer<string>(this.clack.text({ message, initialValue, validate }));
  }

  private region(): Promise<string> {
    const options = REGION_NAMES.map((value) => ({ value, label: value, hint: regionFacts(value).title }));
    return this.answer<string>(this.clack.autocomplete({ message: "Primary region", options, initialValue: "us-east-1", maxItems: 8 }));
  }

  /** @throws Canceled if the user cancels the prompt. */
  private async answer<Value>(prompt: Promise<Value | symbol>): Promise<Value> {
    const value = await prompt;
    if (typeof value === "symbol") throw new Canceled();
    return value;
  }
}

/** The folder's name in the form of a project name. */
function nameOf(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return name === "" ? "shop" : name;
}
