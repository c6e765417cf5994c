// The page: draws the form from plain data, sends what is typed. No text from outside
// becomes HTML here; the answers' HTML is made, and escaped, by the server.

function make(tag, attributes = {}, ...inside) {
  const one = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== "") one.setAttribute(name, value === true ? "" : value)
  }
  one.append(...inside.filter((part) => part !== null))
  return one
}

const idOf = (key) => "f-" + key.replace(/[^a-z0-9]+/gi, "-")

export function render({ model }) {
  const root = make("div", { class: "page" })
  const form = make("div", { class: "inputs" })
  // sent: number of the last message; form and numbers arrive one after the other
  const state = { sent: 0, stopped: false,
    waiting: () => state.sent > Math.min(model.form.seq, model.shown.seq) }
  const results = answers(model, state, (kind) => model.send_msg({ do: "save", kind }))
  const known = new Map() // what a field holds as sent or as answered, by key
  const pending = new Map() // what was sent and is not answered: [number, value], by key
  let shape = "", building = false

  function send(asked) {
    model.send_msg({ ...asked, seq: ++state.sent })
    root.dataset.busy = "1"
    results.show()
  }

  // also at blur: no change event follows where the page put back half-typed text;
  // never while the page is rebuilt: taking a field away ends its typing by itself
  function commit(key, input) {
    if (building || state.stopped || !input.isConnected || input.value === known.get(key)) return
    known.set(key, input.value)
    pending.set(key, [state.sent + 1, input.value])
    send({ do: "set", key, value: input.value })
  }

  function control(field, labelledby) {
    const id = idOf(field.key)
    const given = { id, "data-key": field.key, "aria-describedby": `${id}-mark ${id}-more ${id}-wrong` }
    if (labelledby) given["aria-labelledby"] = labelledby
    if (field.options.length) {
      const choice = make("select", given, ...options(field.options))
      choice.value = field.value
      choice.addEventListener("change", () => commit(field.key, choice))
      return choice
    }
    const input = make("input", {
      ...given, type: "text", autocomplete: "off", spellcheck: "false",
      class: field.long ? "long" : "",
    })
    input.value = field.value
    for (const event of ["change", "blur"]) input.addEventListener(event, () => commit(field.key, input))
    return input
  }

  const mark = (field) => make("span", { class: "mark", id: `${idOf(field.key)}-mark` })
  const more = (field) => make("span", { class: "more", id: `${idOf(field.key)}-more` })
  const wrong = (field) => make("span", { class: "wrong", id: `${idOf(field.key)}-wrong`, "aria-live": "polite" })

  function row(field) {
    const unit = field.unit ? make("span", { class: "unit" }, ` (${field.unit})`) : null
    const label = make("label", { for: idOf(field.key) }, field.label, unit)
    return make("div", { class: "field" }, label, control(field), mark(field), more(field), wrong(field))
  }

  const help = (text) => text ? make("p", { class: "help" }, text) : null

  function section(title, ...inside) {
    return make("fieldset", {}, make("legend", {}, title), ...inside)
  }

  function groupTable(spec) {
    const words = spec.words
    const heads = spec.groups.length ? spec.groups[0].cells : []
    const head = make("tr", {},
      make("th", { scope: "col" }, words.group),
      ...heads.map((cell, n) => make("th", { scope: "col" },
        make("span", { id: `col-${n}` }, cell.label), make("span", { class: "unit" }, ` ${cell.unit}`))),
      make("td", {}))
    const body = spec.groups.flatMap((group) => [groupRow(group, words), wrongRow(group)])
    return make("table", { class: "groups" }, make("thead", {}, head), make("tbody", {}, ...body))
  }

  function groupRow(group, words) {
    const named = `row-${group.slug}`
    const details = make("details", { id: `sources-${group.slug}` },
      make("summary", { "aria-label": `${words.sources}: ${group.name}` }, words.sources), make("div"))
    const name = make("th", { scope: "row" }, make("span", { id: named }, group.name), details,
      ...group.more.map(row))
    const remove = make("button", { type: "button", class: "quiet", "aria-label": `${words.remove}: ${group.name}`,
      title: words.remove }, "×")
    remove.addEventListener("click", () => send({ do: "remove", slug: group.slug }))
    return make("tr", {}, name,
      ...group.cells.map((cell, n) => make("td", { "data-label": cell.label }, control(cell, `${named} col-${n}`), mark(cell), more(cell))),
      make("td", {}, remove))
  }

  const wrongRow = (group) => make("tr", { class: "wrongs" },
    make("td", { colspan: group.cells.length + 2 }, ...group.cells.map(wrong)))

  function adding(spec) {
    const words = spec.words
    const choice = make("select", { id: "add-group" }, make("option", { value: "" }, words.choose),
      ...options(spec.addable))
    const button = make("button", { type: "button", id: "add" }, words.add_button)
    button.addEventListener("click", () => choice.value && send({ do: "add", slug: choice.value }))
    return make("div", { class: "field" }, make("label", { for: "add-group" }, words.add), choice, button)
  }

  function place(spec) {
    const choice = make("select", { id: "region" }, ...model.regions.map((province) =>
      make("optgroup", { label: province.label }, ...options(province.options))))
    choice.value = spec.region
    choice.addEventListener("change", () => send({ do: "region", code: choice.value }))
    return make("div", { class: "field wide" }, make("label", { for: "region" }, spec.words.region), choice,
      make("p", { class: "basis" }, spec.basis))
  }

  function opening(spec) {
    const words = spec.words
    const input = make("input", { id: "open", type: "file", accept: ".yaml,.yml,.xlsx", "aria-describedby": "refused" })
    input.addEventListener("change", () => opened(input, words))
    const reset = make("button", { type: "button", id: "reset" }, words.reset)
    reset.addEventListener("click", () => send({ do: "reset" }))
    return make("div", { class: "field wide" }, make("label", { for: "open" }, words.open), input, reset,
      make("p", { class: "wrong", id: "refused", "aria-live": "polite" }),
      make("ul", { class: "wrong", id: "others", "aria-live": "polite" }))
  }

  function opened(input, words) {
    const file = input.files[0]
    if (!file) return
    if (file.size > 5000000) { find("refused").textContent = words.too_large; return }
    const reader = new FileReader()
    reader.onload = () => send({ do: "open", name: file.name, data: reader.result.split(",")[1] || "" })
    reader.readAsDataURL(file)
    input.value = ""
  }

  const find = (id) => form.querySelector(`#${CSS.escape(id)}`)
  const fieldsOf = (spec) => [
    ...spec.groups.flatMap((group) => [...group.cells, ...group.more]),
    ...spec.sections.flatMap((part) => part.fields),
  ]

  function build(spec) {
    const words = spec.words
    form.replaceChildren(
      make("h2", {}, words.inputs),
      place(spec),
      opening(spec),
      section(words.groups, help(words.groups_help), spec.groups.length ? groupTable(spec) : null, adding(spec)),
      ...spec.sections.map((part) => section(part.title, help(part.help), ...part.fields.map(row))))
  }

  function fill(spec, held) {
    for (const [key, [seq]] of pending) if (seq <= spec.seq) pending.delete(key)
    form.querySelectorAll("tr.wrongs").forEach((one) => { one.hidden = true })
    for (const field of fieldsOf(spec)) {
      const input = find(idOf(field.key))
      if (input.id !== held?.id) {
        input.value = pending.get(field.key)?.[1] ?? field.value
        known.set(field.key, input.value)
      }
      input.setAttribute("aria-invalid", field.message ? "true" : "false")
      find(`${input.id}-mark`).textContent = field.mark
      find(`${input.id}-wrong`).textContent = field.message && `${field.label}: ${field.message}`
      if (field.message) { const row = find(`${input.id}-wrong`).closest("tr.wrongs"); if (row) row.hidden = false }
      const source = field.source ? `${spec.words.source}: ${field.source}` : ""
      find(`${input.id}-more`).textContent = [field.help, source].filter(Boolean).join(" ")
    }
    for (const group of spec.groups) {
      const details = find(`sources-${group.slug}`)
      details.hidden = !group.sources.length
      details.lastChild.replaceChildren(...group.sources.map((one) => make("p", {}, one)))
    }
    find("region").value = spec.region
    find("refused").textContent = spec.refused.join("\n")
    find("others").replaceChildren(...spec.others.map((one) => make("li", {}, one)))
  }

  function update() {
    const spec = model.form
    const now = JSON.stringify([spec.lang, spec.basis, spec.region, spec.addable,
      fieldsOf(spec).map((field) => [field.key, field.options])])
    const focused = form.getRootNode().activeElement
    const held = typing(focused)
    const kept = now === shape
    building = !kept
    if (!kept) { build(spec); shape = now }
    fill(spec, held)
    entitle(spec)
    if (!kept && focused?.id) regain(focused.id, held)
    building = false
    settle()
  }

  function settle() {
    if (!state.waiting()) delete root.dataset.busy
    results.show()
  }

  // the text field under the cursor is the user's: an answer never writes into it
  const typing = (input) => input?.dataset.key && input.type === "text"
    ? { id: input.id, value: input.value, selection: [input.selectionStart, input.selectionEnd] } : null

  function regain(id, held) {
    const again = find(id) || head.querySelector(`#${CSS.escape(id)}`)
    if (again && held) { again.value = held.value; again.setSelectionRange(...held.selection) }
    again?.focus()
  }

  const stop = make("p", { class: "stop", role: "alert" })
  function stopped() {
    state.stopped = true
    stop.textContent = model.form.words.stopped
    results.show()
    root.querySelectorAll("input, select, button").forEach((one) => { one.disabled = true })
  }

  const head = make("header")
  function entitle(spec) {
    document.documentElement.lang = spec.lang
    document.title = spec.words.title
    root.lang = spec.lang
    if (head.dataset.lang === spec.lang) return
    head.dataset.lang = spec.lang
    const choice = make("select", { id: "language" }, ...options([["id", "Bahasa Indonesia"], ["en", "English"]]))
    choice.value = spec.lang
    choice.addEventListener("change", () => send({ do: "language", lang: choice.value }))
    head.replaceChildren(
      make("div", {}, make("h1", {}, spec.words.title), make("p", {}, spec.words.lead)),
      make("div", { class: "field" }, make("label", { for: "language" }, spec.words.language), choice))
  }

  root.append(head, stop, make("main", {}, form, results.all))
  for (const one of window.Bokeh.documents) one.on_event("connection_lost", stopped)
  model.on("form", update)
  model.on("shown", settle)
  update()
  return root
}

const options = (pairs) => pairs.map(([value, text]) => make("option", { value }, text))

function download({ name, data }) {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
  const link = make("a", { href: URL.createObjectURL(new Blob([bytes])), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}

function answers(model, state, save) {
  const old = make("p", { class: "old", role: "status" })
  const whole = make("p", { id: "whole", "aria-live": "polite" })
  const summary = make("div", { class: "cards", id: "summary", "aria-live": "polite" })
  const buttons = ["yaml", "xlsx"].map((kind) => {
    const button = make("button", { type: "button", class: "main", id: `save-${kind}` })
    button.addEventListener("click", () => save(kind))
    return button
  })
  const saves = make("div", { class: "saves" }, ...buttons)
  const picture = make("img", { id: "picture", alt: "" , width: "700" })
  const details = make("div", { id: "details" })
  const title = make("h2")
  const top = make("div", { class: "top" }, title, old, summary, whole)
  const all = make("div", { class: "answers" }, top, saves, picture, details)
  let turn = -1
  const show = () => {
    const words = model.form.words
    const waiting = state.waiting()
    const drawn = model.picture.turn === model.shown.turn
    title.textContent = words.answers
    for (const button of buttons) {
      button.textContent = words[button.id.replace("-", "_")]
      button.disabled = waiting || state.stopped || model.shown.old || !model.shown.summary
    }
    old.textContent = model.shown.old ? words.old : model.shown.summary ? "" : words.gaps
    all.classList.toggle("undrawn", !drawn)
    all.classList.toggle("stale", waiting || state.stopped || model.shown.old)
    if (model.shown.turn !== turn) {
      turn = model.shown.turn
      summary.innerHTML = model.shown.summary
      details.innerHTML = model.shown.details
    }
    if (waiting) whole.textContent = words.waiting
    else if (drawn) whole.innerHTML = model.picture.whole
    else whole.textContent = model.shown.summary ? words.drawing : ""
  }
  const draw = () => {
    picture.hidden = !model.picture.src
    if (!model.picture.src) return
    picture.src = model.picture.src
    picture.alt = model.picture.alt
    show()
  }
  model.on("picture", draw)
  model.on("msg:custom", download)
  show()
  draw()
  return { all, show }
}
