// @ts-check
/* Light or dark as the reader's device has it, until the reader chooses. Material keeps what it found at a first visit:
   who came by day would be dazzled at night. It runs before Material's script; without it all is as Material has it. */
(() => {
  "use strict"
  const kept = `${/** @type {any} */ (window).__md_scope?.pathname}.__palette`
  const chosen = `${kept}.chosen`
  try {
    if (!localStorage.getItem(chosen)) localStorage.removeItem(kept)
    addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.name === "__palette") localStorage.setItem(chosen, "1")
    })
  } catch {
    // Where nothing can be kept, each page looks at the device anyway.
  }
})()
