import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";
import type { Cache } from "./model";
import { nameIn } from "../core/placement";

/**
 * What applications may do: everything on keys and channels, but no command that stops or empties the cache (`FLUSHALL`, `KEYS`,
 * `MONITOR`, …). `INFO` counts as dangerous, yet clients ask it whether the server is ready.
 *
 * In the order in which ElastiCache gives it back; any other order would differ on each plan.
 */
const APPLICATION = "on ~* &* +@all -@dangerous +info";

const NOTHING = "off -@all";

export interface CacheAccessProps {
  readonly cache: Pick<Cache, "name" | "engine">;
}

/**
 * Who may log in to a cache: one user that proves itself by IAM, so that no password is in any state.
 *
 * A group for Redis OSS must also have a user named `default`, and AWS's own may do anything without a password, so it gets one of ours
 * that is switched off (provider-aws#25593). A group for Valkey needs none, and refuses users without a password: with no `default` in
 * the group nobody can log in by that name.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 * @see https://github.com/aws/aws-cdk/blob/main/packages/@aws-cdk/aws-elasticache-alpha/lib/user-group.ts
 */
export class CacheAccess extends Construct {
  public readonly userGroupId: string;
  public readonly userName: string;
  public readonly userArn: string;

  public constructor(scope: Construct, id: string, props: CacheAccessProps) {
    super(scope, id);
    const { name, engine } = props.cache;
    const user = this.createApplication(nameIn(this, "cacheUser", name), engine);
    const others = engine === "redis" ? [this.createSwitchedOff(nameIn(this, "cacheUser", `${name}-default`))] : [];
    const group = new ElasticacheUserGroup(this, "Resource", {
      userGroupId: nameIn(this, "cacheUser", name),
      engine,
      userIds: [user, ...others].map(({ userId }) => userId),
    });
    this.userGroupId = group.userGroupId;
    this.userName = user.userName;
    this.userArn = user.arn;
  }

  /** With IAM the user's id and name must be the same (terraform-aws-elasticache#65). */
  private createApplication(name: string, engine: Cache["engine"]): ElasticacheUser {
    return new ElasticacheUser(this, "Application", {
      userId: name,
      userName: name,
      engine,
      accessString: APPLICATION,
      authenticationMode: { type: "iam" },
    });
  }

  /** By `no_password_required`: the other argument, `authentication_mode`, comes back by another name than it is sent with. */
  private createSwitchedOff(userId: string): ElasticacheUser {
    return new ElasticacheUser(this, "SwitchedOff", {
      userId,
      userName: "default",
      engine: "redis",
      accessString: NOTHING,
      noPasswordRequired: true,
    });
  }
}
