/* What a static page cannot know: the reader's clock. Every page is complete and true without it.
   `data-candor-local` adds the reader's own time, `data-candor-age` how long ago or from now,
   `data-candor-due` shows its "overdue" once its time is past.
   A page that shows an earlier moment says so in its head: its clock starts there. */
(() => {
  "use strict"
  const lang = document.documentElement.lang || "en"
  const full = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" })
  const zone = new Intl.DateTimeFormat(lang, { timeStyle: "long" })
  const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: "always" })
  const justNow = new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(0, "second")
  const steps = [["day", 86400], ["hour", 3600], ["minute", 60]]

  const moment = (time) => {
    const text = time && time.getAttribute("datetime")
    const found = text && text.includes("T") ? new Date(text) : null
    return found && !isNaN(found) ? found : null
  }
  const isAway = (when) => when.getTimezoneOffset() !== 0
  const age = (when, now) => {
    const seconds = Math.round((when - now) / 1000)
    if (Math.abs(seconds) < 60) return justNow
    const [unit, length] = steps.find(([, length]) => Math.abs(seconds) >= length) || steps[2]
    return relative.format(Math.trunc(seconds / length), unit)
  }
  /* Text of ours stands in one element after the time, so that it can be replaced and is never copied into words. */
  const note = (time, name, text) => {
    let found = time.nextElementSibling
    while (found && found.className !== name) found = found.nextElementSibling
    if (!found) {
      found = document.createElement("span")
      found.className = name
      time.parentNode.append(found)
    }
    if (found.textContent !== text) found.textContent = text
  }

  const replay = document.querySelector("meta[name=candor-replay]")
  const behind = replay ? Date.now() - new Date(replay.content) : 0

  const tick = () => {
    const now = new Date(Date.now() - behind)
    for (const time of document.querySelectorAll(".cd time[datetime*='T']:not([title])")) {
      const when = moment(time)
      if (when && isAway(when)) time.title = `${full.format(when)} (${zone.format(when)})`
    }
    for (const place of document.querySelectorAll("[data-candor-local]")) {
      const times = [...place.querySelectorAll("time")]
      const whens = times.map(moment)
      if (!whens.length || !whens.every(Boolean) || !whens.some(isAway)) continue
      note(times[times.length - 1], "cd-local", ` (${whens.map((when) => clock.format(when)).join(" – ")} your time)`)
    }
    for (const place of document.querySelectorAll("[data-candor-age]")) {
      const time = place.querySelector("time")
      const when = moment(time)
      if (when) note(time, "cd-age", `, ${age(when, now)}`)
    }
    for (const place of document.querySelectorAll("[data-candor-due]")) {
      const when = moment(place.querySelector("time"))
      const overdue = place.querySelector(".cd-overdue")
      if (when && overdue && now > when) {
        overdue.hidden = false
        place.classList.add("cd-is-late")
      }
    }
  }

  /* Material's instant navigation replaces the page without loading it anew. */
  if (typeof document$ !== "undefined") document$.subscribe(tick)
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tick)
  else tick()
  setInterval(tick, 30000)
})()
