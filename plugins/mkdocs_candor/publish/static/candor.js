// @ts-check
/* What a static page cannot know: the reader's clock, and whether there is a newer page. Every page is complete and
   true without it.
   `data-candor-local` adds the reader's own time, in the words that are its value, `data-candor-age` how long ago or from now,
   `data-candor-due` tells its "overdue" once its time is past,
   `data-candor-from` and `data-candor-until` show their element only between two moments.
   `<meta name="candor-built">` stands on pages that tell of now: it holds their moment, and where to ask for a newer one.
   A page that shows an earlier moment says so in `<meta name="candor-replay">`: its clock starts there, and it never asks.
   `<meta name="candor-lang">` stands on pages whose frame speaks another language than the site's. */
(() => {
  "use strict"
  const MINUTE = 60000
  const lang = document.documentElement.lang || "en"
  const full = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" })
  const zone = new Intl.DateTimeFormat(lang, { timeStyle: "long" })
  const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
  const comma = lang.startsWith("ar") ? "، " : lang.startsWith("ja") ? "、" : ", "
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: "always" })
  const justNow = new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(0, "second")

  /** @param {string} name @returns {HTMLMetaElement | null} */
  const meta = (name) => document.querySelector(`meta[name=candor-${name}]`)

  /** @param {string} selector @returns {HTMLElement[]} */
  const all = (selector) => [...document.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement)

  const replay = meta("replay")
  const behind = replay ? Date.now() - Date.parse(replay.content) : 0
  const clockNow = () => new Date(Date.now() - behind)

  /** @param {Element | null} time @returns {Date | null} */
  const moment = (time) => {
    const text = time && time.getAttribute("datetime")
    const found = text && text.includes("T") ? new Date(text) : null
    return found && !isNaN(found.getTime()) ? found : null
  }

  /** @param {Date} when @param {Date} now */
  const age = (when, now) => {
    const minutes = Math.trunc((when.getTime() - now.getTime()) / MINUTE)
    if (minutes === 0) return justNow
    if (Math.abs(minutes) < 60) return relative.format(minutes, "minute")
    const hours = Math.trunc(minutes / 60)
    return Math.abs(hours) < 24 ? relative.format(hours, "hour") : relative.format(Math.trunc(hours / 24), "day")
  }

  /** Text of ours stands in one element after the time, so that it can be replaced and is never copied into words.
      @param {Element} time @param {string} name @param {string} text @param {string} [before] what parts it from the time */
  const note = (time, name, text, before = "") => {
    let found = time.nextElementSibling
    while (found && found.className !== name) found = found.nextElementSibling
    if (!found && time.parentNode) {
      found = document.createElement("span")
      found.className = name
      time.parentNode.append(found)
    }
    if (!found || found.textContent === before + text) return
    found.textContent = text
    if (!before) return
    const mark = document.createElement("span")
    mark.className = "cd-comma"
    mark.textContent = before
    found.prepend(mark)
  }

  const showZones = () => {
    for (const time of all(".cd time[datetime*='T']:not([title])")) {
      const when = moment(time)
      if (when) time.title = `${full.format(when)} (${zone.format(when)})`
    }
    for (const place of all("[data-candor-local]")) {
      const times = [...place.querySelectorAll("time")]
      const whens = times.map(moment).filter((when) => when !== null)
      // In UTC too: their place is kept before anybody knows where the reader is.
      if (!times.length || whens.length < times.length) continue
      const local = whens.map((when) => clock.format(when)).join(" – ")
      note(times[times.length - 1], "cd-local", ` (${(place.dataset.candorLocal || "{times}").replace("{times}", local)})`)
    }
  }

  /** @param {Date} now */
  const showAges = (now) => {
    for (const place of all("[data-candor-age]")) {
      const time = place.querySelector("time")
      const when = moment(time)
      if (time && when) note(time, "cd-age", age(when, now), comma)
    }
  }

  /* What there is to say of the next update once its time is past. */
  let late = ""

  /** @param {Date} now */
  const showDue = (now) => {
    late = ""
    for (const place of all("[data-candor-due]")) {
      const when = moment(place.querySelector("time"))
      const overdue = place.querySelector(".cd-overdue")
      if (!when || !(overdue instanceof HTMLElement) || now <= when) continue
      // A sentence of its own would push all below it down: it is said where news of the page are.
      if (place.classList.contains("cd-next")) late = overdue.textContent || ""
      else overdue.hidden = false
      place.classList.add("cd-is-late")
    }
  }

  /** @param {Date} now */
  const showWhatHolds = (now) => {
    for (const part of all("[data-candor-from], [data-candor-until]")) {
      const { candorFrom, candorUntil } = part.dataset
      const isEarly = candorFrom !== undefined && now < new Date(candorFrom)
      const isLate = candorUntil !== undefined && now >= new Date(candorUntil)
      part.hidden = isEarly || isLate
    }
  }

  /* A newer page, or an old one. What the check found counts for the page with that moment only. */
  let confirmed = { page: "", asOf: "", isNew: false }
  let isTouched = false

  /** The place where news of the page itself is said, at its end, where it moves nothing. */
  const region = () => {
    const found = document.querySelector(".cd-fresh")
    if (found) return found
    const made = document.createElement("p")
    made.className = "cd cd-fresh"
    made.setAttribute("role", "status")
    document.querySelector("main")?.append(made)
    return made
  }

  /** @param {string} words @param {string} [link] */
  const say = (words, link) => {
    const place = region()
    if (place.getAttribute("data-said") === words) return
    place.setAttribute("data-said", words)
    place.textContent = words
    if (!words || !link) return
    const reload = document.createElement("a")
    reload.href = location.href
    reload.textContent = link
    reload.addEventListener("click", (event) => {
      event.preventDefault()
      location.reload()
    })
    place.append(" ", reload)
  }

  /** @param {Date} now */
  const showFreshness = (now) => {
    const built = meta("built")
    if (!built || replay) {
      if (late || document.querySelector(".cd-fresh")) say(late)
      return
    }
    const { stale, sayStale = "", sayNew = "", sayReload = "" } = built.dataset
    const found = confirmed.page === built.content ? confirmed : null
    const newest = new Date(found ? found.asOf : built.content)
    const isStale = stale !== undefined && now.getTime() - newest.getTime() >= Number(stale) * MINUTE
    if (found?.isNew) say(sayNew, sayReload)
    else say([late, isStale ? sayStale : ""].filter(Boolean).join(" "), sayReload)
  }

  const tick = () => {
    const now = clockNow()
    showZones()
    showAges(now)
    showDue(now)
    showWhatHolds(now)
    showFreshness(now)
  }

  /** Whether a build tells something else than the page: what it says changed, or what it said would change.
      @param {HTMLMetaElement} built @param {{as_of: string, changed: string}} build */
  const isNews = (built, build) => {
    const { changed = "", until = "" } = built.dataset
    return build.as_of > built.content && (build.changed !== changed || (until !== "" && build.as_of >= until))
  }

  const LOADED = "candor-loaded"

  /** Load the news by itself where that disturbs nobody, once for each build: a cache may still give the old page.
      @param {string} asOf */
  const loadQuietly = (asOf) => {
    if (isTouched || !document.querySelector(".cd-home .cd-open")) return
    try {
      if (sessionStorage.getItem(LOADED) === asOf) return
      sessionStorage.setItem(LOADED, asOf)
    } catch {
      return
    }
    location.reload()
  }

  /** Read out the state that came while nobody had asked for it. */
  const tellWhatCame = () => {
    const head = document.querySelector(".cd-banner > div")
    try {
      const asked = sessionStorage.getItem(LOADED)
      if (!asked || !head || (meta("built")?.content || "") < asked) return
      sessionStorage.removeItem(LOADED)
    } catch {
      return
    }
    const heard = document.createElement("p")
    heard.className = "cd-sr"
    heard.setAttribute("role", "status")
    document.body.append(heard)
    // Screen readers tell what changes in such a place, not what it comes with.
    setTimeout(() => (heard.textContent = /** @type {HTMLElement} */ (head).innerText), 500)
  }

  /** Ask whether there is a newer build. Resolves to whether an answer came. */
  const ask = async () => {
    const built = meta("built")
    if (!built?.dataset.build) return true
    const address = new URL(built.dataset.build, location.href)
    if (address.origin !== location.origin) return true
    const answer = await fetch(address, { mode: "same-origin", cache: "no-cache", credentials: "omit" })
    if (!answer.ok) return false
    const build = await answer.json()
    if (typeof build.as_of !== "string" || build.as_of < built.content) return true
    confirmed = { page: built.content, asOf: build.as_of, isNew: isNews(built, build) }
    showFreshness(clockNow())
    if (confirmed.isNew) loadQuietly(build.as_of)
    return true
  }

  const isSaving = () => /** @type {any} */ (navigator).connection?.saveData === true

  /* Not all at once, seldom where nothing is wrong, and ever more seldom where no answer comes. In a tab that nobody sees
     it waits, and asks as soon as somebody does. */
  let failures = 0
  let isWaiting = false
  const pause = () => {
    const base = document.querySelector(".cd-open, .cd-is-late, [data-candor-due]") ? MINUTE : 5 * MINUTE
    return Math.min(base * 2 ** failures, 30 * MINUTE) * (0.75 + Math.random() / 2)
  }
  const keepAsking = async () => {
    isWaiting = document.visibilityState !== "visible"
    if (isWaiting) return
    const isAnswered = isSaving() || (await ask().catch(() => false))
    failures = isAnswered ? 0 : failures + 1
    setTimeout(keepAsking, pause())
  }

  const start = () => {
    tick()
    setInterval(tick, MINUTE / 2)
    document.addEventListener("visibilitychange", () => {
      tick()
      if (isWaiting) keepAsking()
    })
    for (const event of ["scroll", "keydown", "pointerdown", "input"]) {
      addEventListener(event, () => (isTouched = true), { once: true, passive: true })
    }
    if (replay) return
    tellWhatCame()
    setTimeout(keepAsking, pause())
  }

  /* Material's instant navigation replaces the page, but not the frame around it: into another language, all must load. */
  const spoken = meta("lang")?.content
  const follow = () =>
    // Its script runs after this one.
    /** @type {any} */ (window).document$?.subscribe(() => (meta("lang")?.content === spoken ? tick() : location.reload()))

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
  if (document.readyState === "complete") follow()
  else addEventListener("DOMContentLoaded", follow)
})()
