import type { Answers } from "./answers";

/** README.md of a new project: from the first command to the first request. */
export function projectReadme(answers: Answers): string {
  const { name, environment, services, workers, regions, domain, ci } = answers;
  const [region = ""] = regions;
  const waiting = [...services, ...workers].map((workload) => workload.name).filter((workload) => answers.imageOf(workload) === undefined);
  return [
    `# ${name}`,
    "",
    `The AWS platform of ${name}, described in [environments/${environment}.ts](environments/${environment}.ts) and built by Terrace: ${regions.join(", ")}, https://${domain}.`,
    "",
    "## Ten minutes without an AWS account",
    "",
    "You need Node.js 20 or later, Terraform 1.11 or later, and Python 3.10 or later for the local AWS.",
    "",
    "```sh",
    "npm install",
    "npx --no-install terrace validate              # all errors of the environment at the same time",
    `npx --no-install terrace show ${environment}             # what it consists of, with all defaults`,
    `npx --no-install terrace dev ${environment}              # deploys it to a local AWS; containers do not run there`,
    `npx --no-install terrace plan ${environment}             # no changes`,
    "npx --no-install terrace dev stop",
    "npm test                                       # types, snapshot, Terraform's own validation",
    "```",
    "",
    `Then change \`environments/${environment}.ts\`, or add to it: \`npx --no-install terrace add --help\`. Run \`plan\` again to see what changes.`,
    "",
    ...(waiting.length === 0 ? [] : firstImage(environment, region, waiting)),
    "## Deploy to AWS",
    "",
    `With credentials for your account, run \`npx --no-install terrace bootstrap ${environment}\`: it creates the bucket of the Terraform state and the foundation, and prints the name servers. Delegate \`${domain}\` to them, then:`,
    "",
    "```sh",
    `npx --no-install terrace plan ${environment} --out .terrace/plans`,
    `npx --no-install terrace deploy ${environment} --plans .terrace/plans`,
    `npx --no-install terrace smoke ${environment}`,
    "```",
    "",
    ...(ci ? pipeline(environment) : []),
    "## Files",
    "",
    "| file | content |",
    "| --- | --- |",
    `| \`environments/${environment}.ts\` | the environment: the only file that you edit often |`,
    "| `environments/index.ts` | the list of environments |",
    "| `environments/images.json` | released images, written by `terrace release`; commit it |",
    "| `environments/placement.json` | load balancers and priorities of services, written by `terrace place`; commit it |",
    "| `main.ts`, `cdktf.json` | the entry point of `cdktf` |",
    "| `test/platform.test.ts` | snapshot of the Terraform configuration, and its validation |",
    "",
  ].join("\n");
}

function firstImage(environment: string, region: string, waiting: readonly string[]): readonly string[] {
  const [workload = ""] = waiting;
  const names = waiting.map((each) => `\`${each}\``).join(", ");
  return [
    "## The first image",
    "",
    `Without an image, no task of ${names} runs, and no alarm reports it. \`bootstrap\` and \`deploy\` create the repository \`${environment}/${workload}\`; its URL is the output \`images_${workload.replaceAll("-", "_")}\` of the stack \`${environment}-foundation\`. Build for arm64, or set \`architecture: "x86_64"\`:`,
    "",
    "```sh",
    `REPOSITORY=<account>.dkr.ecr.${region}.amazonaws.com/${environment}/${workload}`,
    `aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin "\${REPOSITORY%%/*}"`,
    'docker build --platform linux/arm64 --provenance=false --tag "$REPOSITORY:1" .',
    'docker push "$REPOSITORY:1"                    # prints the digest',
    `npx --no-install terrace release set ${environment} ${workload}=sha256:<digest>`,
    `npx --no-install terrace plan ${environment} --out .terrace/plans      # a new revision, autoscaling and alarms`,
    `npx --no-install terrace deploy ${environment} --plans .terrace/plans`,
    "```",
    "",
  ];
}

function pipeline(environment: string): readonly string[] {
  const variable = environment.toUpperCase();
  return [
    "## Pipeline",
    "",
    `[.github/workflows/terrace.yml](.github/workflows/terrace.yml) plans each pull request, deploys each push to \`main\`, and checks every night for changes made outside of Terraform. Before the first run:`,
    "",
    `1. Enter the repository in \`delivery\` of \`environments/${environment}.ts\`, and run \`bootstrap\` again. It creates the roles.`,
    `2. Create the GitHub environments \`${environment}\` and \`${environment}-plan\` with required reviewers.`,
    `3. Set the GitHub variables \`${variable}_PLAN_ROLE\` and \`${variable}_DEPLOY_ROLE\` to the outputs \`plan_role\` and \`deploy_role\` of the stack \`${environment}-foundation\`.`,
    "",
  ];
}
