// What was rendered before is not rendered again. Damage in it means a slower build, never a wrong page.
const RENDERED = ".cache/candor";

module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(RENDERED),
  onPostBuild: ({ utils }) => utils.cache.save(RENDERED),
};
