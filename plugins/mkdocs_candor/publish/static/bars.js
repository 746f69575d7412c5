// @ts-check
/* The days of a bar, one by one: by the arrow keys of whoever comes to it with Tab, or under a pointer. Without it the
   name of the bar tells all its bad days, and the component's page lists them. */
(() => {
  "use strict"
  const DAY = 86400000
  const lang = document.documentElement.lang || "en"
  const long = new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" })
  const tip = document.createElement("p")
  tip.className = "cd-tip"
  tip.setAttribute("aria-hidden", "true")

  /** What each day of a bar was, oldest first. @param {SVGElement} svg @returns {string[]} */
  const days = (svg) => {
    const { candorDays = "", known = "0", fine = "", none = "" } = svg.dataset
    const count = Number((svg.getAttribute("viewBox") || "").split(" ")[2])
    const bad = new Map([...svg.querySelectorAll("rect")].map((mark) => [Number(mark.getAttribute("x")), mark.textContent]))
    return Array.from({ length: count }, (_, at) => {
      const date = long.format(new Date(Date.parse(candorDays) + at * DAY))
      return bad.get(at) || `${date}: ${at < count - Number(known) ? none : fine}`
    })
  }

  /** @param {SVGElement} svg @param {HTMLElement} bar */
  const follow = (svg, bar) => {
    const told = days(svg)
    const last = told.length - 1
    const isTurned = getComputedStyle(bar).direction === "rtl"
    const cursor = document.createElement("span")
    cursor.className = "cd-cursor"
    cursor.tabIndex = 0
    const name = bar.parentElement?.querySelector(".cd-row__name")?.textContent || document.querySelector("h1")?.textContent
    for (const [key, value] of Object.entries({
      role: "slider", "aria-label": name || "", "aria-valuemin": 1, "aria-valuemax": told.length,
    })) cursor.setAttribute(key, String(value))
    let at = last

    /** A narrow bar shows its newest days only. */
    const first = () => Math.round((1 - bar.clientWidth / svg.getBoundingClientRect().width) * told.length)

    /** @param {number} day @param {boolean} isShown */
    const go = (day, isShown) => {
      at = Math.min(Math.max(day, first()), last)
      cursor.setAttribute("aria-valuenow", String(at + 1))
      cursor.setAttribute("aria-valuetext", told[at])
      const share = (at - first() + 0.4) / (told.length - first())
      cursor.style.setProperty("--at", String(share))
      if (!isShown) return
      const box = bar.getBoundingClientRect()
      const left = box.left + (isTurned ? 1 - share : share) * box.width
      tip.textContent = told[at]
      document.body.append(tip)
      tip.style.top = `${box.top + scrollY}px`
      tip.style.left = `${Math.min(Math.max(left - tip.offsetWidth / 2, 8), document.documentElement.clientWidth - tip.offsetWidth - 8)}px`
    }

    const forward = isTurned ? -1 : 1
    const steps = { ArrowRight: forward, ArrowLeft: -forward, ArrowUp: 1, ArrowDown: -1, PageUp: 7, PageDown: -7, Home: -last, End: last }
    cursor.addEventListener("keydown", (event) => {
      if (event.key === "Escape") tip.remove()
      const step = steps[/** @type {keyof steps} */ (event.key)]
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      go(at + step, true)
    })
    cursor.addEventListener("focus", () => cursor.matches(":focus-visible") && go(at, true))
    cursor.addEventListener("blur", () => tip.remove())
    cursor.addEventListener("pointermove", ({ clientX }) => {
      const box = bar.getBoundingClientRect()
      const share = (clientX - box.left) / box.width
      go(first() + Math.floor((isTurned ? 1 - share : share) * (told.length - first())), true)
    })
    cursor.addEventListener("pointerleave", () => tip.remove())
    go(at, false)
    bar.append(cursor)
  }

  const start = () => {
    tip.remove()
    for (const svg of document.querySelectorAll("svg[data-candor-days]:only-child")) {
      if (svg instanceof SVGElement && svg.parentElement) follow(svg, svg.parentElement)
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
  // Material's instant navigation replaces the page without loading it anew.
  addEventListener("DOMContentLoaded", () => /** @type {any} */ (window).document$?.subscribe(start))
})()
