import { ENVIRONMENT, type Verb } from "../verb";

export const RELEASE_SET: Verb = {
  name: "release set",
  group: "Deployment",
  summary: "Write image digests into the environment's data",
  details: "It does not deploy: the next plan contains the change.",
  arguments: [ENVIRONMENT, { name: "images", description: "<image>=sha256:<digest>", form: "image", several: true }],
  example: `release set staging api=sha256:${"0".repeat(64)}`,
  json: true,
  action: async () => (await import("../commands/release.js")).setImages,
};

export const RELEASE_PROMOTE: Verb = {
  name: "release promote",
  group: "Deployment",
  summary: "Copy the image digests of another environment, or of a tag",
  details: "It does not deploy: the next plan contains the change.",
  arguments: [
    ENVIRONMENT,
    { name: "images", description: "<image>=sha256:<digest>, instead of the copied one", form: "image", several: true, optional: true },
  ],
  options: [{ flags: "--from <source>", description: "environment or tag to copy from", form: "own", required: true }],
  example: "release promote prod --from staging",
  json: true,
  action: async () => (await import("../commands/release.js")).setImages,
};

export const RELEASE_ROLLBACK: Verb = {
  name: "release rollback",
  group: "Deployment",
  summary: "Check that an environment can be rolled back to the checked-out tag",
  details: "Prints the releases that this reverts. It does not deploy: `plan` and `deploy` do, as for any release.",
  arguments: [ENVIRONMENT, { name: "tag", description: "tag of the release to return to", form: "own" }],
  example: "release rollback prod v1.4.1",
  json: true,
  action: async () => (await import("../commands/rollback.js")).rollback,
};
