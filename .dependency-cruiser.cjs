/** The import rule and the search for cycles. `npm run imports` runs it. */
module.exports = require("./tools/checks/import-rule.cjs").configuration();
