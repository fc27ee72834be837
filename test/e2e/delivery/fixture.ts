import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { localEnvironment, localVariables } from "../../../cli/local/environment";
import { startLocalAws, stopLocalAws } from "../../../cli/local/local-aws";
import type { Session } from "../../../cli/local/session";
import { ensureVenv } from "../../../cli/local/venv";
import { pathsOf } from "../../../cli/paths";
import { chooseProvider } from "../../../cli/terraform/provider";
import { shellVariables } from "../support/commands";
import { loseRegion, type LostRegion } from "../support/lost-region";
import { Account } from "./account";
import { Clone } from "./clone";
import { ENVIRONMENTS } from "./environment";

const LIFETIME_SECONDS = 2 * 3600;

/** A team's repository and its AWS account, both local. */
export class PipelineFixture {
  private constructor(
    public readonly session: Pick<Session, "paths" | "env" | "server">,
    public readonly account: Account,
    private readonly folder: string,
    /** The team's clone. */
    public readonly team: Clone,
  ) {}

  public static async setUp(): Promise<PipelineFixture> {
    const paths = pathsOf(process.cwd(), "delivery");
    const [provider] = await Promise.all([chooseProvider(paths), ensureVenv(paths, process.env.TERRACE_PYTHON ?? "python3")]);
    const server = await startLocalAws(paths, { lifetimeSeconds: LIFETIME_SECONDS, parentPid: process.pid });
    const cache = process.env.TF_PLUGIN_CACHE_DIR ?? path.join(paths.home, "plugin-cache");
    fs.mkdirSync(cache, { recursive: true });
    const env = { ...localEnvironment(process.env, localVariables(server, provider.cliConfig)), TF_PLUGIN_CACHE_DIR: cache };
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-delivery-"));
    fs.writeFileSync(path.join(folder, "ignored"), "node_modules\n");
    const session = { paths, env, server };
    const team = await Clone.first(paths.root, folder, shellVariables(session), (tree) => tree.replaceEnvironments(ENVIRONMENTS));
    return new PipelineFixture(session, new Account(session), folder, team);
  }

  public async tearDown(): Promise<void> {
    await stopLocalAws(this.session.paths);
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Another machine with the current repository. */
  public machine(name: string): Promise<Clone> {
    return Clone.another(this.session.paths.root, this.folder, name, shellVariables(this.session));
  }

  /** The account with a region that can be lost: it then rejects every request. */
  public async fragile(region: string): Promise<LostRegion & { readonly lose: () => void }> {
    let isLost = false;
    const lost = await loseRegion(region, this.session.server.url, [], { isLost: () => isLost, refuses: true });
    return { ...lost, lose: () => void (isLost = true) };
  }
}
