/** An engine, bindings and a Node that Terrace runs on in addition to those of package.json. */
export interface Cell {
  readonly name: string;
  readonly meaning: string;
  /** Folders in tools/engines/packages, each with the packages to install and their lock file. */
  readonly packages: readonly string[];
  /** Whether the packages replace cdktf by its successor. */
  readonly successor: boolean;
  /** Whether TypeScript checks the project with them. Another Node changes no type. */
  readonly types: boolean;
  /** The Node binary, below node_modules. @default the Node of this process */
  readonly node?: string;
  /** Places in each synthesized stack that differ, with the value that they must have here. */
  readonly differences: Readonly<Record<string, string>>;
}

const SUCCESSOR_VERSION = { "//.metadata.version": "0.24.0" } as const;
const NODE_22 = `node-${process.platform}-${process.arch}/bin/node`;

/** All cells. `.ci/run` runs the first one, `npm run engines` the others. */
export const CELLS: readonly Cell[] = [
  {
    name: "cdktn",
    meaning: "cdktn 0.24, today's bindings",
    packages: ["cdktn"],
    successor: true,
    types: true,
    differences: SUCCESSOR_VERSION,
  },
  {
    name: "node-22",
    meaning: "cdktf 0.21, today's bindings, Node 22",
    packages: ["node-22"],
    successor: false,
    types: false,
    node: NODE_22,
    differences: {},
  },
  {
    name: "cdktn-node-22",
    meaning: "cdktn 0.24, today's bindings, Node 22",
    packages: ["cdktn", "node-22"],
    successor: true,
    types: false,
    node: NODE_22,
    differences: SUCCESSOR_VERSION,
  },
  {
    name: "provider-6",
    meaning: "cdktn 0.24, bindings of AWS provider 6.66",
    packages: ["provider-6"],
    successor: true,
    types: true,
    differences: { ...SUCCESSOR_VERSION, "terraform.required_providers.aws.source": "hashicorp/aws" },
  },
];

/** The cell that `.ci/run` runs. */
export const CI_CELL = "cdktn";

/** The cells of some names; without names, every cell that `.ci/run` does not run. Undefined if a name is unknown. */
export function cellsOf(names: readonly string[]): readonly Cell[] | undefined {
  if (names.length === 0) return CELLS.filter(({ name }) => name !== CI_CELL);
  const found = names.map((name) => CELLS.find((cell) => cell.name === name));
  return found.every((cell) => cell !== undefined) ? found : undefined;
}
