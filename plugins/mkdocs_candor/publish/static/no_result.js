// @ts-check
/* Where Material's search finds nothing, it tells how things are instead: most who search here want to know just that. */
(() => {
  "use strict"
  const script = document.currentScript
  const root = script instanceof HTMLScriptElement ? new URL("../../", script.src) : null

  /** @typedef {{href: string, text: string, lang: string}} Link
      @typedef {{none: string, status: string, sentence: string, open: Link[], onward: Link[]}} Told */

  /** @param {string} name @param {string} className @param {(Node | string)[]} content */
  const made = (name, className, ...content) => {
    const found = document.createElement(name)
    found.className = className
    found.append(...content)
    return found
  }

  /** @param {Link[]} links @param {string} list @param {string} look */
  const listed = (links, list, look) => {
    const items = links.map(({ href, text, lang }) => {
      const link = document.createElement("a")
      link.href = new URL(href, root || location.href).href
      link.className = look
      link.lang = lang
      link.textContent = text
      return made("li", "", link)
    })
    const found = made("ul", list, ...items)
    found.setAttribute("role", "list")
    return found
  }

  /** @param {Told} told */
  const shown = (told) => {
    const words = made("div", "", made("p", "cd-nothing__state", told.sentence), listed(told.open, "cd-plain", ""))
    const state = made("div", `cd-notice cd-is-${told.status}`, words)
    const onward = listed(told.onward, "cd-plain cd-ways", "cd-action")
    return made("div", "cd cd-nothing", made("p", "", told.none), state, onward)
  }

  const start = () => {
    const meta = document.querySelector(".md-search-result__meta")
    const config = document.getElementById("__config")
    if (!root || !meta || !config) return
    const nothing = JSON.parse(config.textContent || "{}").translations?.["search.result.none"]
    // In the middle: Material looks up its own parts as the first and the last of their place.
    const place = made("div", "md-typeset")
    place.setAttribute("role", "status")
    meta.after(place)

    let isTold = false
    const tell = async () => {
      if (isTold === (meta.textContent === nothing)) return
      isTold = !isTold
      place.replaceChildren()
      if (!isTold) return
      const answer = await fetch(new URL("search/nothing.json", root), { cache: "no-cache", credentials: "omit" })
      if (!answer.ok) return
      /** @type {Record<string, Told>} */
      const languages = await answer.json()
      const told = languages[document.documentElement.lang] || Object.values(languages)[0]
      if (isTold && told) place.replaceChildren(shown(told))
    }
    const observer = new MutationObserver(() => void tell().catch(() => {}))
    observer.observe(meta, { childList: true, characterData: true, subtree: true })
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
})()
