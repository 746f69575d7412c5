// @ts-check
/* A link to a place in a page copies itself, and says so. Without it the link leads there, and the address bar has it. */
(() => {
  "use strict"
  /** Material's own words for it, in the page's language. */
  const said = () => {
    const config = document.getElementById("__config")?.textContent
    return config ? JSON.parse(config).translations["clipboard.copied"] : ""
  }

  /** @param {string} words */
  const say = (words) => {
    /** @type {any} */ (window).alert$?.next(words)
    let region = document.querySelector(".cd-said")
    if (!region) {
      region = document.createElement("p")
      region.className = "cd-said cd-sr"
      region.setAttribute("role", "status")
      document.body.append(region)
    }
    region.textContent = ""
    setTimeout(() => region && (region.textContent = words), 100)
  }

  addEventListener("click", async (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-candor-copy]")
    if (!(link instanceof HTMLAnchorElement) || !navigator.clipboard || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    try {
      await navigator.clipboard.writeText(link.href)
      history.replaceState(history.state, "", link.hash)
      say(said())
    } catch {
      location.hash = link.hash
    }
  })
})()
