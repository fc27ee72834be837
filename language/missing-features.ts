/** Names of features that a project does not have, with the way past each. They apply in every object of the environment. */
export type MissingFeatures = Readonly<Record<string, string>>;
