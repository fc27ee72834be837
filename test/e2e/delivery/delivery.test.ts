import { Scenario } from "../support/scenario";
import { driftAndRollBack } from "./drift-and-rollback";
import { emptyAccount } from "./empty-account";
import { end } from "./cleanup";
import { halfWay } from "./partial-apply";
import { pullRequests } from "./pull-requests";
import { PipelineFixture } from "./fixture";
import { tags } from "./tags";

/**
 * What .github/workflows do, by the commands that they run, in the repository of a team that begins: from an empty account to a roll-back, with
 * what goes wrong on the way.
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
  if (!fixture) throw new Error("the scene is not set up");
  return fixture;
};

describe("an empty account", () => emptyAccount(scenario, here));
describe("a pull request", () => pullRequests(scenario, here));
describe("a tag", () => tags(scenario, here));
describe("what goes wrong half-way", () => halfWay(scenario, here));
describe("what was changed by hand, and the way back", () => driftAndRollBack(scenario, here));
describe("the end", () => end(scenario, here));
