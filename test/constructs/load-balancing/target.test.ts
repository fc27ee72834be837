import { targetGroupPrefix } from "../../../constructs/load-balancing/target";

// AWS: at most six characters, letters, digits and hyphens, not a hyphen first.
test.each([
  ["a", "a-"],
  ["api", "api-"],
  ["feeds", "feeds-"],
  ["ingest", "inges-"],
  ["feed-api", "feed-"],
  ["photo-upload", "photo-"],
])("target groups of %s have the prefix %s", (service, prefix) => {
  expect(targetGroupPrefix(service)).toBe(prefix);
  expect(prefix.length).toBeLessThanOrEqual(6);
});
