import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../../constructs/database/model";
import { type HttpService, consumesMessages } from "../../constructs/compute/model";
import type { Platform } from "../../config/model";
import type { Severity } from "../../constructs/watching/alarm-row";
import { watchObjectives } from "../../constructs/compute/service/watch/objectives";
import { watchCache } from "../../constructs/cache/watch";
import { watchCdn } from "../../constructs/edge/watch/cdn";
import { watchDatabase } from "../../constructs/database/watch";
import { watchFirewall } from "../../constructs/edge/watch/firewall";
import { watchLoadBalancer } from "../../constructs/load-balancing/watch/load-balancer";
import { watchNat } from "../../constructs/network/watch";
import { watchNetworkLoadBalancer } from "../../constructs/load-balancing/watch/network-load-balancer";
import { watchPublicName } from "../../constructs/edge/watch/public-name";
import { consumableQueue } from "../../constructs/queue/consumable";
import { watchQueue } from "../../constructs/queue/watch";
import { watchReaders, watchReplica } from "../../constructs/database/watch/replica";
import { watchService } from "../../constructs/compute/service/watch";
import { watchTable } from "../../constructs/table/watch";
import { watchWorker } from "../../constructs/compute/worker/watch";
import { full } from "../fixtures/environments/full";
import { platformOf } from "./resolved";

/** The severity and the runbook of an alarm. */
interface RunbookAlarm {
  readonly severity: Severity;
  readonly runbook?: string | undefined;
}

const ENDS = { clusterName: "full-eu-west-1", loadBalancerSuffix: "app/full-alb/1", targetGroupSuffix: "targetgroup/full/1" } as const;

/** All alarm rows of a platform with every feature, so that its runbooks include those of any platform. */
function rowsOf({ services, workers, queues, databases, caches, tables, alarms: { replicaLag: lag } }: Platform): readonly RunbookAlarm[] {
  const watches = [
    ...services.map((service) => watchService({ ...ENDS, service, serviceName: service.name })),
    ...workers
      .filter(consumesMessages)
      .flatMap((worker) =>
        queues
          .filter(({ name }) => name === worker.consumes)
          .map((queue) => watchWorker({ ...ENDS, worker, consumes: consumableQueue(queue, queue.name), serviceName: worker.name })),
      ),
    ...queues.map((queue) => watchQueue({ queue, queueName: queue.name, deadLetterQueueName: `${queue.name}-dead-letters` })),
    ...databases.flatMap((database: Database) => [
      watchDatabase({ database, identifier: database.name }),
      watchReplica({ database, identifier: database.name, role: "copy", kind: "cross-region", lag }),
      watchReaders({ database, identifiers: [database.name], lag }),
    ]),
    ...caches.map((cache) => watchCache({ cache, replicationGroupId: cache.name, secondary: cache.global })),
    ...tables.map((table) => watchTable({ table, tableName: table.name, region: "eu-west-1" })),
    watchPublicName({ role: "origin", host: "origin.example.com", healthChecks: new Map([["eu-west-1", "1"]]), scalesToZero: false }),
    watchLoadBalancer({ name: "public", loadBalancerSuffix: ENDS.loadBalancerSuffix }),
    watchNetworkLoadBalancer({ name: "public", loadBalancerSuffix: "net/full-nlb/1", tls: true }),
    watchNat({ natGatewayId: "nat-1", name: "1" }),
    watchCdn({ name: "main", distributionId: "E1", serves: "site-and-api", additionalMetrics: true }),
    watchFirewall({ name: "cdn", webAcl: "full-cdn", rateLimit: 2_000, rateRule: "RateLimit", rules: [] }),
  ];
  const withObjectives = services.filter((service): service is HttpService => service.kind === "http");
  const burnRates = withObjectives.flatMap(({ name, objectives }) =>
    objectives ? watchObjectives({ service: name, objectives, target: { ...ENDS, alone: false } }).composites : [],
  );
  const combined = watches.flatMap(({ page }) => (page ? [{ severity: "page" as const, runbook: page.runbook }] : []));
  return [...watches.flatMap(({ alarms }) => alarms), ...burnRates, ...combined];
}

/** Runbook slugs of the paging alarms of the environment with every feature. */
export function pagingSlugs(): ReadonlySet<string> {
  const platform = platformOf(full);
  const pages = rowsOf(platform).filter(({ severity }) => severity === "page");
  return new Set(pages.flatMap(({ runbook }) => runbook ?? []));
}

/** Runbook slugs in the code, of alarms and of events. */
export function writtenSlugs(root: string): ReadonlySet<string> {
  const files = ["constructs", "stacks"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(root, folder, file)),
  );
  const code = files.filter((file) => file.endsWith(".ts")).map((file) => readFileSync(file, "utf8").replace(/\/\*.*?\*\//gs, ""));
  return new Set(
    code.flatMap((text) => [...text.matchAll(/\b(?:runbook:|[A-Z_]*RUNBOOK =) "([a-z0-9-]+)"/g)].map(([, slug = ""]) => slug)),
  );
}
