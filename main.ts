import { synthesize } from "./index";
import project from "./environments";

synthesize(project);
