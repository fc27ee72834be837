import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";
import type { Cache } from "./model";
import { DELETED_AFTER_USE, nameIn } from "../core/placement";

/**
 * Permissions of applications: all keys and channels, but no command that stops or empties the cache (`FLUSHALL`, `KEYS`, `MONITOR`, …).
 * `INFO` is in the category `dangerous`, but clients use it as a readiness check.
 *
 * In the order in which ElastiCache returns it; any other order would be a difference in each plan.
 */
const APPLICATION = "on ~* &* +@all -@dangerous +info";

const NOTHING = "off -@all";

export interface CacheAccessProps {
  readonly cache: Pick<Cache, "name" | "engine">;
}

/**
 * The users of a cache: one user with IAM authentication, so that no state contains a password.
 *
 * A group for Redis OSS must also have a user named `default`. The one that AWS creates has all permissions without a password, so the
 * group gets a disabled one instead (provider-aws#25593). A group for Valkey does not need a `default` user and rejects users without a
 * password; without it, logins as `default` fail.
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

  /** With IAM the user's ID and name must be the same (terraform-aws-elasticache#65). */
  private createApplication(name: string, engine: Cache["engine"]): ElasticacheUser {
    return new ElasticacheUser(this, "Application", {
      userId: name,
      userName: name,
      engine,
      accessString: APPLICATION,
      authenticationMode: { type: "iam" },
    });
  }

  /** Uses `no_password_required`: ElastiCache returns `authentication_mode` with a different value than the one sent. */
  private createSwitchedOff(userId: string): ElasticacheUser {
    return new ElasticacheUser(this, "SwitchedOff", {
      userId,
      userName: "default",
      engine: "redis",
      accessString: NOTHING,
      noPasswordRequired: true,
      // AWS rejects the deletion of the user `default` of a group. A change to Valkey removes the user from the group first.
      lifecycle: DELETED_AFTER_USE,
    });
  }
}
