/* A banner, shown while something is open. Options: data-components, data-target, data-position="bottom". */
(() => {
  "use strict"
  const script = document.currentScript || document.querySelector("script[src*='/embed.js']")
  const { components = "", target, position } = script.dataset
  const wanted = components.split(/[\s,]+/).filter(Boolean)
  const closed = new Set()
  const key = (item) => item.url + item.state
  let box, before

  const make = (tag, text, attributes) => {
    const element = document.createElement(tag)
    element.textContent = text
    for (const name in attributes) element.setAttribute(name, attributes[name])
    return element
  }
  const href = (url) => (/^https?:/i.test(url) ? url : "#")

  const show = ({ say, lang }, items) => {
    const sheet = new CSSStyleSheet()
    const colour = /^#\w{6}$/.exec(items[0].colour) || "#3f4951"
    sheet.replaceSync(`:host{all:initial;display:block;font:16px/1.5 system-ui,sans-serif}
:host(.bottom){position:fixed;inset:auto 0 0;z-index:9999}
section{display:flex;align-items:start;gap:12px;padding:10px 16px;color:#fff;background:${colour};border-block:1px solid #fff6}
div{flex:1}p{margin:0;overflow-wrap:anywhere}a{color:inherit;font-weight:600}
button{font:inherit;color:inherit;background:none;border:1px solid;border-radius:4px;padding:2px 12px}
:focus-visible{outline:3px solid;outline-offset:2px}`)
    box = make("candor-banner", "", { class: position || "", lang })
    const section = make("section", "", { "aria-label": say.banner })
    const words = make("div", "", { role: "status" })
    const button = make("button", say.close, { type: "button" })
    button.onclick = () => {
      items.forEach((item) => closed.add(key(item)))
      box.remove()
    }
    section.append(words, button)
    const root = box.attachShadow({ mode: "open" })
    root.adoptedStyleSheets = [sheet]
    root.append(section)
    document.querySelector(target || "body").prepend(box)
    /* Screen readers first learn of the place, then of the words. */
    setTimeout(() => words.append(...items.map((item) => {
      const line = make("p", `${item.state}: `)
      line.append(make("a", item.title, { href: href(item.url), lang: item.lang, dir: "auto" }))
      return line
    })), 100)
  }

  const look = async () => {
    try {
      const state = await (await fetch(new URL("embed.json", script.src), { credentials: "omit" })).json()
      const items = state.open.filter((item) =>
        !(new Date(item.from) > new Date()) && !closed.has(key(item)) &&
        (!wanted[0] || item.components.some((id) => wanted.includes(id))))
      const now = JSON.stringify(items)
      if (now === before) return
      before = now
      if (box) box.remove()
      if (items[0]) show(state, items)
    } catch { /* We are a guest: stay out of the way. */ }
  }
  const start = () => {
    look()
    setInterval(look, 300000)
  }
  if (document.body) start()
  else addEventListener("DOMContentLoaded", start)
})()
