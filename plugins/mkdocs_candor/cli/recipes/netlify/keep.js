const { existsSync } = require("node:fs");

// What was rendered before is not rendered again. Damage in it means a slower build, never a wrong page.
const RENDERED = ".cache/candor";
const NEWS = "netlify/news.json"; // the build writes it; the first time there is nothing to compare with

module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(RENDERED),
  onPostBuild: ({ utils }) => utils.cache.save(RENDERED),
  // The new site is public now.
  onSuccess: async ({ utils }) => {
    const { CONTEXT, CANDOR_APPRISE, WEBSUB } = process.env;
    if (CONTEXT === "production" && existsSync(NEWS) && (CANDOR_APPRISE || WEBSUB)) {
      await utils.run("candor", ["notify", "--news", NEWS, ...(WEBSUB ? [WEBSUB] : []), "--send"]);
    }
  },
};
