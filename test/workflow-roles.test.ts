import { join } from "node:path";
import { resolve } from "../config/resolve";
import type { Delivery } from "../constructs/delivery/model";
import type { Environment } from "../config/schema";
import { deployTrust, planTrust, prepareTrust, publishTrust } from "../constructs/delivery/github-trust";
import { previewRoles } from "../project/previews";
import { holds } from "./support/iam/conditions";
import { type Job as TokenJob, tokenOf } from "./support/iam/github-token";
import { type Contexts, evaluate } from "./support/workflow-expressions";
import { type Job, type JobOf, type Workflow, jobsOf, workflowFiles } from "./support/workflows";
import { environments, github, previews as PREVIEWS } from "./fixtures/environments/photofeed";

const jobs = jobsOf(workflowFiles(join(__dirname, "..")));
const preview = previewRoles({ ...PREVIEWS, delivery: github });

type Plans = Delivery["plans"];
interface Role {
  readonly name: string;
  readonly trust: string;
}

function deliveryOf(environment: Environment | undefined, plans?: Plans): Delivery {
  const resolution = resolve({ ...environment, delivery: { ...environment?.delivery, ...(plans && { plans }) } });
  if (!resolution.ok || resolution.platform.delivery === undefined) throw new Error(JSON.stringify(resolution));
  return resolution.platform.delivery;
}

/** All roles of the three environments with roles, and the GitHub variables with the names from docs/guides/delivery.md. */
function setup(plans?: Plans) {
  const deliveries = {
    staging: deliveryOf(environments.staging, plans),
    prod: deliveryOf(environments.prod, plans),
    preview: deliveryOf(preview),
  };
  const roles = Object.entries(deliveries).flatMap(([environment, delivery]): Role[] => {
    const props = { environment, delivery, providerArn: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" };
    const planning = { plan: planTrust, prepare: prepareTrust };
    const purposes = { ...(delivery.environments === undefined && planning), deploy: deployTrust, publish: publishTrust };
    return Object.entries(purposes).map(([purpose, trust]) => ({ name: `${environment}-${purpose}`, trust: trust(props) }));
  });
  const variables: Record<string, string> = {
    STAGING_PLAN_ROLE: "staging-plan",
    PROD_PLAN_ROLE: "prod-plan",
    PROD_PREPARE_ROLE: "prod-prepare",
    ...(deliveries.staging.plans === "environment" && { STAGING_PLAN_ENVIRONMENT: "staging-plan" }),
    ...(deliveries.prod.plans === "environment" && { PROD_PLAN_ENVIRONMENT: "prod-plan" }),
  };
  return { roles, variables };
}

/** Variables of a GitHub environment. */
const DEPLOYING: Readonly<Record<string, Record<string, string>>> = {
  staging: { DEPLOY_ROLE: "staging-deploy" },
  prod: { DEPLOY_ROLE: "prod-deploy" },
  preview: { DEPLOY_ROLE: "preview-deploy", PUBLISH_ROLE: "preview-publish" },
};

type Event = Pick<TokenJob, "event" | "ref">;
const MAIN = "refs/heads/main";
const TAG = "refs/tags/v1.4.1";
/** The ref in "Use workflow from", as the comments of the workflows require. */
const STARTED_FROM: Readonly<Record<string, string>> = {
  "drift.yml": MAIN,
  "evacuate.yml": TAG,
  "preview-expiry.yml": MAIN,
  "rollback.yml": TAG,
};

function eventsOf(file: string, { on }: Workflow): Event[] {
  return Object.entries(on).flatMap(([event, filter]): Event[] => {
    switch (event) {
      case "pull_request":
        // GitHub sets the second ref for a merged pull request.
        return file === "preview.yml"
          ? [
              { event, ref: "refs/pull/12/merge" },
              { event, ref: MAIN },
            ]
          : [{ event, ref: "refs/pull/12/merge" }];
      case "push":
        return filter !== null && typeof filter === "object" && "tags" in filter ? [{ event, ref: TAG }] : [{ event, ref: MAIN }];
      case "schedule":
        return [{ event, ref: MAIN }];
      case "workflow_dispatch": {
        const ref = STARTED_FROM[file];
        if (ref === undefined) throw new Error(`No branch or tag to start ${file} from. Add it to STARTED_FROM.`);
        return [{ event, ref }];
      }
      case "workflow_call":
        return [];
      default:
        throw new Error(`Unknown event ${event}: add the refs of its tokens.`);
    }
  });
}

interface Call {
  readonly caller: string;
  readonly events: readonly Event[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

const fileOf = (name: string) => name.split(" ")[0] ?? "";

/** The triggers of a job: events of its own workflow, or of the workflows that call it. */
function callsOf({ name, workflow }: JobOf): Call[] {
  const file = fileOf(name);
  const callers = jobs.filter(({ job }) => job.uses === `./.github/workflows/${file}`);
  return [
    { caller: "", events: eventsOf(file, workflow), inputs: {} },
    ...callers.map((caller) => ({
      caller: `${fileOf(caller.name)} > `,
      events: eventsOf(fileOf(caller.name), caller.workflow),
      inputs: caller.job.with ?? {},
    })),
  ].filter(({ events }) => events.length > 0);
}

function matricesOf({ strategy }: Job): Readonly<Record<string, unknown>>[] {
  const [[name, values] = []] = Object.entries(strategy?.matrix ?? {});
  if (name === undefined) return [{}];
  return (Array.isArray(values) ? (values as unknown[]) : ["12"]).map((value) => ({ [name]: value }));
}

/** Every run of a job that can request a token: the roles that it assumes, and the roles that would accept it. */
function runs(variables: Record<string, string>, roles: readonly Role[]) {
  return jobs
    .filter(({ job }) => job.permissions?.["id-token"] === "write" && job.steps !== undefined)
    .flatMap((each) =>
      callsOf(each).flatMap(({ caller, events, inputs }) =>
        matricesOf(each.job).flatMap((matrix) =>
          events.map((event) => {
            const contexts: Contexts = { vars: variables, inputs, matrix };
            const environment = each.job.environment === undefined ? "" : evaluate(each.job.environment, contexts);
            const inEnvironment = { ...contexts, vars: { ...variables, ...DEPLOYING[environment] } };
            const given = (each.job.steps ?? []).flatMap((step) => (typeof step.with?.role === "string" ? [step.with.role] : []));
            const assumed = [...new Set(given.map((role) => evaluate(role, inEnvironment)))];
            const token = tokenOf({
              ...event,
              repository: github.repository,
              ownerId: github.ownerId,
              repositoryId: github.repositoryId,
              immutable: true,
              audience: "sts.amazonaws.com",
              workflow: `${github.repository}/.github/workflows/${fileOf(each.name)}`,
              ...(environment !== "" && { environment }),
            });
            const accepting = roles.filter(({ trust }) =>
              (JSON.parse(trust) as { Statement: { Condition: Parameters<typeof holds>[0] }[] }).Statement.some(({ Condition }) =>
                holds(Condition, token),
              ),
            );
            const where = [caller + each.name, ...Object.values(matrix), event.event, event.ref].map(String).join(" ");
            return { where, assumed, accepting: accepting.map(({ name }) => name) };
          }),
        ),
      ),
    );
}

/** Jobs on the protected branch without a GitHub environment: all have the same subject. */
const ON_MAIN = ["staging-plan", "staging-prepare", "staging-publish", "prod-plan", "prod-publish"];
const PULL_REQUEST = "pull_request refs/pull/12/merge";
const OF_PREVIEWS = ["preview-deploy", "preview-publish"];
const BY_TAG = ["production.yml > ", "rollback.yml > "];
const DISPATCHED = "workflow_dispatch";

/** All runs, each with the roles of the three environments that accept its token. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  [`pull-request.yml plan staging ${PULL_REQUEST}`]: ["staging-plan"],
  [`pull-request.yml plan prod ${PULL_REQUEST}`]: ["prod-plan"],
  [`staging.yml deploy push ${MAIN}`]: ["staging-deploy"],
  [`${BY_TAG[0]}deploy-tag.yml plan push ${TAG}`]: ["prod-prepare"],
  [`${BY_TAG[0]}deploy-tag.yml deploy push ${TAG}`]: ["prod-deploy"],
  [`${BY_TAG[1]}deploy-tag.yml plan ${DISPATCHED} ${TAG}`]: ["prod-prepare"],
  [`${BY_TAG[1]}deploy-tag.yml deploy ${DISPATCHED} ${TAG}`]: ["prod-deploy"],
  [`evacuate.yml evacuate ${DISPATCHED} ${TAG}`]: ["prod-deploy"],
  [`drift.yml drift staging schedule ${MAIN}`]: ON_MAIN,
  [`drift.yml drift prod schedule ${MAIN}`]: ON_MAIN,
  [`drift.yml drift staging ${DISPATCHED} ${MAIN}`]: ON_MAIN,
  [`drift.yml drift prod ${DISPATCHED} ${MAIN}`]: ON_MAIN,
  [`preview.yml up ${PULL_REQUEST}`]: OF_PREVIEWS,
  [`preview.yml up pull_request ${MAIN}`]: OF_PREVIEWS,
  [`preview.yml down ${PULL_REQUEST}`]: OF_PREVIEWS,
  [`preview.yml down pull_request ${MAIN}`]: OF_PREVIEWS,
  [`preview-expiry.yml expired schedule ${MAIN}`]: OF_PREVIEWS,
  [`preview-expiry.yml expired ${DISPATCHED} ${MAIN}`]: OF_PREVIEWS,
  [`preview-expiry.yml down 12 schedule ${MAIN}`]: OF_PREVIEWS,
  [`preview-expiry.yml down 12 ${DISPATCHED} ${MAIN}`]: OF_PREVIEWS,
};

describe.each([
  ["as the example environments say", undefined],
  ["`environment` everywhere", "environment"],
] as const)("with plans: %s", (_, plans) => {
  const { roles, variables } = setup(plans);
  const all = runs(variables, roles);

  test("each job with an OIDC token is accepted by exactly the roles of this table", () => {
    expect(Object.fromEntries(all.map(({ where, accepting }) => [where, accepting]))).toEqual(ACCEPTED);
  });

  test("each job is accepted by the role that it assumes", () => {
    expect(all.filter(({ assumed, accepting }) => assumed.length !== 1 || !accepting.includes(assumed[0] ?? ""))).toEqual([]);
  });
});

test("with plans: `branches`, both plan roles accept a pull request, and each job is accepted by the role that it assumes", () => {
  const { roles, variables } = setup("branches");
  const all = runs(variables, roles);
  const pullRequests = Object.fromEntries(
    ["staging", "prod"].map((name) => [`pull-request.yml plan ${name} ${PULL_REQUEST}`, ["staging-plan", "prod-plan"]]),
  );
  expect(Object.fromEntries(all.map(({ where, accepting }) => [where, accepting]))).toEqual({ ...ACCEPTED, ...pullRequests });
  expect(all.filter(({ assumed, accepting }) => assumed.length !== 1 || !accepting.includes(assumed[0] ?? ""))).toEqual([]);
});

test("without the variable for the GitHub environment, a pull request can assume no production role", () => {
  const { roles, variables } = setup();
  expect(variables).toHaveProperty("PROD_PLAN_ENVIRONMENT");
  const { PROD_PLAN_ENVIRONMENT: _left, ...rest } = variables;
  const all = runs(rest, roles).filter(({ where }) => where.startsWith("pull-request.yml"));
  expect(all.flatMap(({ accepting }) => accepting).filter((name) => name.startsWith("prod"))).toEqual([]);
});

test("by default, production's plans require reviewers or a reviewed branch", () => {
  expect([environments.prod.delivery, deliveryOf(environments.prod).plans]).toEqual([
    expect.not.objectContaining({ plans: expect.anything() as unknown }),
    "environment",
  ]);
});
