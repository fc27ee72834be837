/** The tools that Terrace starts: their minimum versions, and how to install them. */
export interface Tool {
  readonly name: string;
  readonly minimum?: readonly [major: number, minor: number];
  readonly why: string;
  readonly install: string;
}

export const TERRAFORM: Tool = {
  name: "Terraform",
  minimum: [1, 11],
  why: "1.11 brought write-only arguments, which keep passwords out of the state",
  install: "https://developer.hashicorp.com/terraform/install, or `tfenv install 1.11.4`, `brew install hashicorp/tap/terraform`",
};

export const PYTHON: Tool = {
  name: "Python",
  minimum: [3, 10],
  why: "runs the local AWS and Checkov",
  install: "https://www.python.org/downloads, or `apt-get install python3 python3-venv`, `brew install python`",
};

export const VENV: Tool = {
  name: "Python's venv module",
  why: "keeps Python packages in a folder of their own",
  install: "`apt-get install python3-venv` (Debian, Ubuntu); it comes with Python everywhere else",
};

export const NODE: Tool = {
  name: "Node.js",
  minimum: [20, 12],
  why: "runs the synthesis and the commands",
  install: "https://nodejs.org/en/download, or `nvm install 22`, `brew install node`",
};

/** "v20.11.1" → [20, 11, 1]; undefined if it is not a version. */
export function parseVersion(text: string | undefined): readonly [number, number, number] | undefined {
  const [, major, minor, patch = "0"] = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text ?? "") ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** The problem with a tool; undefined if there is none. `found` is its version, or any text for a tool without versions; undefined if it is missing. */
export function problemWith(tool: Tool, found: string | undefined): string | undefined {
  const needed = tool.minimum ? `${tool.name} ${tool.minimum.join(".")} or newer` : tool.name;
  const help = `    needed: ${needed} (${tool.why})\n    get it: ${tool.install}`;
  if (found === undefined) return `  ${tool.name} was not found\n${help}`;
  if (!tool.minimum) return undefined;
  const version = parseVersion(found);
  if (!version) return `  the version of ${tool.name}, ${JSON.stringify(found)}, cannot be parsed\n${help}`;
  const [[major, minor], [leastMajor, leastMinor]] = [version, tool.minimum];
  const isOld = major < leastMajor || (major === leastMajor && minor < leastMinor);
  return isOld ? `  ${tool.name} ${version.join(".")} is too old\n${help}` : undefined;
}
