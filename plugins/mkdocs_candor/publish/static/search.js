// @ts-check
/* Material fetches its search, and the index of all pages, with each page. Few readers search: here both wait until one
   does. It runs before Material's script, and where that fetches in another way, all is as it would be without this. */
(() => {
  "use strict"
  const asked = /[?&][qh]=/
  const isSearch = (/** @type {unknown} */ target) =>
    target instanceof Element && target.closest(".md-search, [for=__search], #__search") !== null

  /** Kept once somebody searches, or comes from a search. @type {Promise<void>} */
  const used = new Promise((resolve) => {
    if (asked.test(location.search)) resolve()
    for (const event of ["focusin", "change", "pointerover", "touchstart"]) {
      addEventListener(event, (happened) => isSearch(happened.target) && resolve(), { passive: true, capture: true })
    }
    // Material opens the search for these keys.
    addEventListener("keydown", (pressed) => ["f", "s", "/"].includes(pressed.key) && resolve())
  })

  const Request = XMLHttpRequest
  window.XMLHttpRequest = class extends Request {
    #isLater = false

    /** @param {any[]} given */
    open(...given) {
      this.#isLater = String(given[1]).endsWith("/search/search_index.json")
      Request.prototype.open.apply(this, /** @type {any} */ (given))
    }

    /** @param {XMLHttpRequestBodyInit | null} [body] */
    send(body) {
      if (this.#isLater) used.then(() => super.send(body))
      else super.send(body)
    }
  }

  const RealWorker = Worker
  /** A worker that is not started before it is used: what it is told meanwhile, it is told then. */
  class LaterWorker extends EventTarget {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      super()
      this.started = used.then(() => {
        const worker = new RealWorker(address, options)
        worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })))
        return worker
      })
    }

    /** @param {any} message */
    postMessage(message) {
      this.started.then((worker) => worker.postMessage(message))
    }

    terminate() {
      this.started.then((worker) => worker.terminate())
    }
  }
  const later = {
    /** @param {unknown} _ @param {[string | URL, WorkerOptions?]} given */
    construct: (_, given) =>
      /\/workers\/search\.\w+(\.min)?\.js$/.test(String(given[0])) ? new LaterWorker(...given) : new RealWorker(...given),
  }
  window.Worker = /** @type {any} */ (new Proxy(RealWorker, later))
})()
