import type { Platform } from "../config/model";

/**
 * Whether what the CDN serves leads to a relational database: an HTTP service that uses one, or a worker that takes what such a service
 * puts into a queue, and so on. What comes through network services alone never passes the CDN's firewall.
 */
export function leadsToDatabase({ services, workers }: Pick<Platform, "services" | "workers">): boolean {
  let reached = services.filter(({ kind }) => kind === "http").flatMap(({ uses }) => uses);
  const queues = new Set<string>();
  while (reached.length > 0) {
    if (reached.some(({ kind }) => kind === "database")) return true;
    const fresh = reached.filter(({ kind, name }) => kind === "queue" && !queues.has(name)).map(({ name }) => name);
    for (const name of fresh) queues.add(name);
    reached = workers.filter(({ consumes }) => fresh.includes(consumes)).flatMap(({ uses }) => uses);
  }
  return false;
}
