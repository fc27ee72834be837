/**
 * Tests of a project: its Terraform for snapshots, and the provider's own validation.
 *
 * @example
 * import project from "../environments";
 *
 * test("the Terraform is as reviewed", () => expect(synthesizeProject(project)).toMatchSnapshot());
 * test("the provider accepts it", () => validateStacks(project), 300_000);
 */
export { synthesizeProject, type StackDocument } from "./synthesize";
export { validateStacks, type ValidateOptions } from "./validate";
