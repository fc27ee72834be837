import { EncryptionKey } from "../../../../constructs/core/encryption-key";
import { EcsEvents } from "../../../../constructs/compute/logs/ecs-events";
import { KeyEvents } from "../../../../constructs/observability/logs/key-events";
import { LogFilters } from "../../../../constructs/observability/logs/log-filters";
import { workloadLogGroup } from "../../../../constructs/compute/logs/workload-log";
import { cacheLogGroups } from "../../../../constructs/cache/logs";
import { workloadLogGroups } from "../../../../constructs/compute/logs/questions";
import { databaseLogGroups } from "../../../../constructs/database/logs";
import { networkLogGroups } from "../../../../constructs/network/logs";
import { withLogGroups } from "../../../../constructs/watching/question";
import { QUESTIONS } from "../../../../stacks/watch/questions";
import { watchLog } from "../../../../constructs/compute/logs/log-watch";
import { SavedQueries } from "../../../../constructs/observability/logs/saved-queries";
import { AlertTopics } from "../../../../constructs/observability/topics";
import { check, providerSchemas } from "../../../support/provider-schema";
import { synthesizeConstructs } from "../../../support/synth";

test("the synthesized log and event resources are valid for the provider", async () => {
  const nobody = { emails: [] };
  const stack = synthesizeConstructs((scope) => {
    const key = new EncryptionKey(scope, "LogsKey", { purpose: "logs", forLogs: true });
    const alerts = new AlertTopics(scope, "Alerts", { alerts: { page: nobody, ticket: nobody } });
    new EcsEvents(scope, "EcsEvents", { clusterName: "dev-us-east-1", serviceNames: ["dev-api"], key });
    new KeyEvents(scope, "KeyEvents", { alerts, keys: [key], runbooks: "docs/runbooks" });
    const { filters } = watchLog({ environment: "dev", kind: "service", workload: { name: "api", metrics: [] } });
    new LogFilters(scope, "LogFilters", { logGroupName: workloadLogGroup("dev", "service", "api"), filters });
    const groups = {
      ...workloadLogGroups({ environment: "dev", clusterName: "dev-us-east-1", workloads: { services: [{ name: "api" }], workers: [] } }),
      ...networkLogGroups("dev", "reject"),
      ...databaseLogGroups([{ model: { engine: "postgres" }, part: { identifier: "dev-main", replicas: [] } }]),
      ...cacheLogGroups([{ part: { replicationGroupId: "dev-sessions" } }]),
    };
    new SavedQueries(scope, "SavedQueries", { questions: withLogGroups(QUESTIONS, groups) });
  });
  expect(check("test", stack, await providerSchemas())).toEqual([]);
}, 300_000);
