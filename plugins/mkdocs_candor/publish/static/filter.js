// @ts-check
/* `data-candor-filter` is a form that filters the list of a year. Without it the list is whole, and the form hidden. */
(() => {
  "use strict"
  /** Show of a list what its form asks for. The choice stands in the address, and goes along to the other years.
      @param {HTMLFormElement} form */
  const showChosen = (form) => {
    const asked = [...new FormData(form)].filter(([, value]) => value)
    const lines = [...document.querySelectorAll(".cd-line[data-type]")].filter((line) => line instanceof HTMLElement)
    for (const line of lines) {
      line.hidden = !asked.every(([name, value]) => (line.dataset[name] || "").split(" ").includes(String(value)))
    }
    for (const month of document.querySelectorAll(".cd-month")) {
      month.toggleAttribute("hidden", !month.querySelector(".cd-line:not([hidden])"))
    }
    const shown = form.querySelector("[data-candor-shown]")
    if (shown) shown.textContent = String(lines.filter((line) => !line.hidden).length)
    const query = asked.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")
    for (const link of document.querySelectorAll(".cd-years a")) {
      if (link instanceof HTMLAnchorElement && !link.hash) link.search = query
    }
    return query
  }

  const start = () => {
    const form = document.querySelector("form[data-candor-filter][hidden]")
    if (!(form instanceof HTMLFormElement)) return
    for (const [name, value] of new URLSearchParams(location.search)) {
      const field = form.elements.namedItem(name)
      if (field instanceof HTMLSelectElement) field.value = value
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.selectedIndex = 0
    }
    form.hidden = false
    const choose = () => {
      const query = showChosen(form)
      history.replaceState(history.state, "", (query ? `?${query}` : location.pathname) + location.hash)
    }
    form.addEventListener("change", choose)
    form.addEventListener("submit", (event) => event.preventDefault())
    form.addEventListener("reset", () => setTimeout(choose))
    showChosen(form)
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start)
  else start()
  // Material's instant navigation replaces the page without loading it anew.
  addEventListener("DOMContentLoaded", () => /** @type {any} */ (window).document$?.subscribe(start))
})()
