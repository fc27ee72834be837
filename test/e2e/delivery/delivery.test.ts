import { Scenario } from "../support/scenario";
import { driftAndRollBack } from "./drift-and-rollback";
import { emptyAccount } from "./empty-account";
import { end } from "./cleanup";
import { halfWay } from "./partial-apply";
import { pullRequests } from "./pull-requests";
import { PipelineFixture } from "./fixture";
import { tags } from "./tags";

/**
 * Runs the commands of .github/workflows in the repository of a new team: from an empty account to a rollback, including failures.
 */
const scenario = new Scenario();
let fixture: PipelineFixture | undefined;

beforeAll(async () => {
  fixture = await PipelineFixture.setUp();
});

afterAll(async () => {
  console.log(`The pipeline\n${scenario.lines.join("\n")}`);
  await fixture?.tearDown();
});

const here = (): PipelineFixture => {
  if (!fixture) throw new Error("the fixture is not set up");
  return fixture;
};

describe("an empty account", () => emptyAccount(scenario, here));
describe("a pull request", () => pullRequests(scenario, here));
describe("a tag", () => tags(scenario, here));
describe("a partially applied deployment", () => halfWay(scenario, here));
describe("drift and rollback", () => driftAndRollBack(scenario, here));
describe("cleanup", () => end(scenario, here));
