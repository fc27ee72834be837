import { ephemeralEnvironment } from "../../tools/checks/ephemeral-environment";
import { environments } from "../fixtures/environments/photofeed";

test("the end-to-end test uses the environment with the most regions of those without retained data", () => {
  const { dev, staging, prod } = environments;
  expect(ephemeralEnvironment({ dev, staging, prod })).toBe("staging");
  expect(ephemeralEnvironment({ dev, prod })).toBe("dev");
});

test("without such an environment, the error lists the existing ones", () => {
  expect(() => ephemeralEnvironment({ prod: environments.prod })).toThrow("received  prod, which retain stateful resources");
  expect(() => ephemeralEnvironment({})).toThrow("received  no environment");
});
