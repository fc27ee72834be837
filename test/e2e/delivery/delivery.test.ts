import { Story } from "../support/story";
import { driftAndRollBack } from "./drift-and-roll-back";
import { emptyAccount } from "./empty-account";
import { end } from "./end";
import { halfWay } from "./half-way";
import { pullRequests } from "./pull-requests";
import { Scene } from "./scene";
import { tags } from "./tags";

/**
 * What .github/workflows do, by the commands that they run, in the repository of a team that begins: from an empty account to a roll-back, with
 * what goes wrong on the way.
 */
const story = new Story();
let scene: Scene | undefined;

beforeAll(async () => {
  scene = await Scene.setUp();
});

afterAll(async () => {
  console.log(`The pipeline\n${story.lines.join("\n")}`);
  await scene?.tearDown();
});

const here = (): Scene => {
  if (!scene) throw new Error("the scene is not set up");
  return scene;
};

describe("an empty account", () => emptyAccount(story, here));
describe("a pull request", () => pullRequests(story, here));
describe("a tag", () => tags(story, here));
describe("what goes wrong half-way", () => halfWay(story, here));
describe("what was changed by hand, and the way back", () => driftAndRollBack(story, here));
describe("the end", () => end(story, here));
