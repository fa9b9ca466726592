// The room on a phone. Keeps what is being typed on this device, sends it when a dead connection is back (with the
// form's own key, so that it is one remark however often it is sent), and asks now and then what is on.
// Without this the page works the same, but for the keeping.

const form = document.getElementById('room-form')
const KEY = `room ${location.pathname}`
const LONGEST_KEPT = 12 * 3600e3 // milliseconds that words stay which nobody pressed Send for
const NOT_KEPT = ['csrf_token', 'form_key', 'send']

function store () {
  try { return window.localStorage } catch { return null } // some browsers forbid it
}

function kept () {
  try {
    const draft = JSON.parse(store()?.getItem(KEY) ?? 'null')
    if (draft && !draft.isWaiting && Date.now() - draft.at > LONGEST_KEPT) { forget(); return null }
    return draft
  } catch { return null }
}

function keep (isWaiting) {
  const fields = [...new FormData(form)].filter(([name]) => !NOT_KEPT.includes(name))
  const draft = { fields, key: form.elements.form_key.value, isWaiting, at: Date.now() }
  try { store()?.setItem(KEY, JSON.stringify(draft)) } catch { /* full: the page works without */ }
}

function forget () { store()?.removeItem(KEY) }

// A field that belongs to one choice is shown with it. All of them stand there where this does not run.
function showWhatBelongs () {
  for (const part of form.querySelectorAll('[data-when]')) {
    const chosen = form.querySelector(`input[name="${part.dataset.when}"]:checked`)?.value ?? ''
    part.hidden = !part.dataset.is.split('|').includes(chosen.split(':')[0])
  }
}

function tell (news) {
  for (const part of document.querySelectorAll('[data-news]')) {
    const was = part.hidden
    part.hidden = part.dataset.news !== news
    if (was && news === 'waiting' && !part.hidden) part.scrollIntoView({ block: 'center' }) // the button is far below
  }
}

function drafting () {
  const text = form.elements.text
  const clear = document.getElementById('draft-clear')
  let tries = 0
  let timer
  let isWaiting = false

  function put (draft) {
    for (const [name, value] of draft.fields) {
      const field = form.elements.namedItem(name) // “item” is a function of the collection's
      if (!field) continue
      if (name === 'item') field.dataset.chosen = 'yes'
      if (field instanceof RadioNodeList || field.type === 'radio') {
        const box = form.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`)
        if (box) box.checked = true
      } else if (field.type === 'checkbox') field.checked = true
      else field.value = value
    }
    form.elements.form_key.value = draft.key
    text.dispatchEvent(new Event('keyup', { bubbles: true })) // the count of characters
  }

  function wait (yes) {
    isWaiting = yes
    text.readOnly = yes
    clearTimeout(timer)
  }

  function later (seconds) {
    wait(true)
    keep(true)
    tell('waiting')
    tries += 1
    const gap = Math.min(seconds ?? 2 ** tries, 60)
    timer = setTimeout(send, 1000 * gap * (0.75 + Math.random() / 2))
  }

  async function send () {
    clearTimeout(timer)
    if (!navigator.onLine) return later()
    tell('sending')
    let answer
    try {
      answer = await fetch(form.action || location.href, {
        method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'application/json' },
        signal: AbortSignal.timeout(20000)
      })
    } catch { return later() }
    if ([502, 503, 504].includes(answer.status)) return later(Number(answer.headers.get('Retry-After')) || undefined)
    const told = answer.ok ? await answer.json().catch(() => null) : null
    if (!told?.to) { // something is to be said about it: the page itself says it, with all that was typed
      wait(false)
      keep(false)
      return form.submit()
    }
    wait(false)
    forget()
    tell('sent')
    location.assign(told.to)
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    tries = 0
    send()
  })
  form.addEventListener('input', () => {
    if (isWaiting) return
    keep(false)
    clear.hidden = false
  })
  window.addEventListener('online', () => { if (isWaiting) send() })
  document.addEventListener('click', event => {
    const wish = event.target.closest?.('[data-draft]')?.dataset.draft
    if (!wish) return
    wait(false)
    if (wish === 'clear') {
      forget()
      form.reset()
      text.value = ''
      for (const box of form.querySelectorAll('input:checked')) box.checked = false
      showWhatBelongs()
      clear.hidden = true
      text.dispatchEvent(new Event('keyup', { bubbles: true }))
    } else keep(false)
    tell('')
    text.focus()
  })

  const draft = kept()
  if (draft && text.defaultValue === '') { // a refused page holds what was typed, and its own sentences
    put(draft)
    showWhatBelongs()
    clear.hidden = false
    if (draft.isWaiting) send()
    else if (text.value) tell('kept')
  }
}

// What is on, for everybody alike: a short answer, and a shorter one (304) while nothing has changed.
function following (place) {
  const GAP = 10000 // milliseconds
  const LONGEST = 120000
  let mark = `"${place.dataset.mark}"`
  let failures = 0

  function show (told) {
    const news = place.querySelector('[data-line=changed]')
    if (news) { // the list of questions: whoever reads or votes is told, and nothing moves under their finger
      news.hidden = told.questions === place.dataset.questions
      return
    }
    for (const word of ['now', 'until', 'next']) place.querySelector(`[data-says=${word}]`).textContent = told[word]
    for (const word of ['now', 'until', 'next']) place.querySelector(`[data-line=${word}]`).hidden = !told[word]
    // What was chosen beforehand follows what is on; what somebody chose stays.
    const part = form?.elements.namedItem('item')
    const on = [...part?.options ?? []].find(one => one.text === told.now)
    if (part && on && !part.dataset.chosen && !document.querySelector('.govuk-error-summary')) part.value = on.value
    place.querySelector('#room-now').hidden = !told.now && !told.next
    const paused = place.querySelector('[data-line=paused]')
    if (!paused.hidden && !told.paused) place.querySelector('[data-line=resumed]').hidden = false
    if (told.paused) place.querySelector('[data-line=resumed]').hidden = true
    paused.hidden = !told.paused
  }

  async function turn () {
    try {
      if (!document.hidden && navigator.onLine) {
        const answer = await fetch(place.dataset.from, {
          cache: 'no-store', headers: { 'If-None-Match': mark }, signal: AbortSignal.timeout(10000)
        })
        if (answer.status !== 304) {
          if (!answer.ok) throw new Error(String(answer.status))
          mark = answer.headers.get('ETag') ?? ''
          show(await answer.json())
        }
      }
      failures = 0
    } catch { failures += 1 }
    setTimeout(turn, Math.min(GAP * 2 ** failures, LONGEST) * (0.75 + Math.random() / 2))
  }
  setTimeout(turn, GAP * (0.5 + Math.random()))
}

if (form) {
  form.addEventListener('change', showWhatBelongs)
  form.elements.namedItem('item')?.addEventListener('change', event => { event.target.dataset.chosen = 'yes' })
  showWhatBelongs()
  drafting()
}
const state = document.getElementById('room-state')
if (state) following(state)
