// Keeps a form's entries in the browser until the server has taken them, and sends them in order, each once.
// Without this, without storage or without a connection to keep for, the form is a plain one and works as such.
//
// What a page gives it, all in one element beside the form (see feedback/_entered.html):
//
//   <div data-later="NAME" data-form="ID OF THE FORM" data-keeps="kind channel" data-then="stay" hidden
//        data-one="1 waits" data-many="%{count} wait" data-shut="no longer opens">
//     <p data-later-line role="status"></p>          how many wait, or why nothing is sent
//     <p data-later-why role="alert"></p>            why the entry that came back was not taken
//     <div data-later-refused hidden><ul></ul></div> entries that wait to be mended, each made from
//     <template>…</template>                         with [data-later-words], [data-later-reason], [data-later-mend], [data-later-drop]
//   </div>
//   <div role="status" data-later-said></div>        anywhere: what the server said of the entry before
//
// NAME names the queue: one for each page and event. data-keeps: fields that keep their value for the next entry.
// data-then: "stay" clears the form for the next entry; "go" opens the page that the server answered with.
// The form carries `form_key` (its own random key, by which the server knows a repeat) and `csrf_token`.
// The server's good answer leads to a page of the same site that holds an element [data-later-taken]; its words are
// shown. 422, 409 and 413 come back to be mended, with the lines of the page's error summary and of [data-later-more].
// Anything that says "not now" (no connection, 429, 5xx) is tried again; where the page no longer opens, all stays.
// Events on the form: "later:kept" when an entry was put by, "later:taken" ({url, page}) and "later:refused" ({reason}).

const place = document.querySelector('[data-later]')
const form = place && document.getElementById(place.dataset.form)
const NAME = place?.dataset.later
const KEEPS = new Set((place?.dataset.keeps ?? '').split(' ').filter(Boolean))
const FIRST_WAIT = 2_000 // milliseconds until the next try; doubled up to the longest
const LONGEST_WAIT = 60_000
const PATIENCE = 30_000 // milliseconds for one answer

let token = form?.elements.csrf_token?.value ?? ''
let isSending = false
let isTroubled = false
let isShut = false
let wait = FIRST_WAIT
let timer = 0
let latest = 0

function storage (kind) {
  try { // some browsers forbid it
    const found = window[kind]
    found.setItem('later try', '1')
    found.removeItem('later try')
    return found
  } catch { return null }
}

const kept = form && storage('localStorage')
const drafts = form && storage('sessionStorage')

function randomKey () {
  return Array.from(crypto.getRandomValues(new Uint8Array(18)), byte => byte.toString(16).padStart(2, '0')).join('')
}

// One place in the store for each entry, so that two tabs never write over each other. The names sort by time.
function entries () {
  const names = Object.keys(kept).filter(name => name.startsWith(`later ${NAME} `)).sort()
  return names.map(name => ({ name, ...JSON.parse(kept.getItem(name)) }))
}

function put (fields) {
  latest = Math.max(Date.now(), latest + 1)
  kept.setItem(`later ${NAME} ${String(latest).padStart(15, '0')} ${randomKey().slice(0, 6)}`, JSON.stringify({ fields }))
}

function fieldsOf () {
  return [...new FormData(form)].filter(([name, value]) => name !== 'csrf_token' && typeof value === 'string')
}

function controls () {
  return [...form.elements].filter(one => one.name && one.type !== 'hidden' && one.type !== 'submit' && one.type !== 'button')
}

function fill (fields, alsoKey) {
  for (const one of controls()) {
    const said = fields.filter(([name]) => name === one.name).map(([, value]) => value)
    if (one.type === 'radio' || one.type === 'checkbox') one.checked = said.includes(one.value)
    else one.value = said[0] ?? ''
  }
  const key = fields.find(([name]) => name === 'form_key')
  if (alsoKey && key) form.elements.form_key.value = key[1]
  form.dispatchEvent(new Event('change', { bubbles: true }))
}

function clear () {
  fill(fieldsOf().filter(([name]) => KEEPS.has(name)), false)
  form.elements.form_key.value = randomKey()
  document.querySelector('.govuk-error-summary')?.remove()
  for (const old of form.querySelectorAll('.govuk-error-message')) old.remove()
  for (const old of form.querySelectorAll('.govuk-form-group--error')) old.classList.remove('govuk-form-group--error')
  keepDraft()
}

function isUntouched () {
  return controls().every(one => KEEPS.has(one.name) ||
    (one.type === 'radio' || one.type === 'checkbox' ? !one.checked : one.tagName === 'SELECT' || one.value.trim() === ''))
}

function keepDraft () {
  try { drafts?.setItem(`later-draft ${NAME}`, JSON.stringify(fieldsOf())) } catch { /* full: the page works without */ }
}

function show () {
  const all = entries()
  const waiting = all.filter(entry => !entry.reason)
  const refused = all.filter(entry => entry.reason)
  const count = waiting.length
  let words = ''
  if (count && isShut) words = place.dataset.shut
  else if (count && (isTroubled || !navigator.onLine)) words = count === 1 ? place.dataset.one : place.dataset.many.replace('%{count}', count)
  const line = place.querySelector('[data-later-line]')
  if (line.textContent !== words) line.textContent = words
  const list = place.querySelector('[data-later-refused]')
  list.querySelector('ul').replaceChildren(...refused.map(oneRefused))
  list.hidden = refused.length === 0
  place.hidden = !words && list.hidden && !place.querySelector('[data-later-why]').textContent
}

function wordsOf (entry) {
  return entry.fields.find(([name]) => name === 'text')?.[1] ?? ''
}

function oneRefused (entry) {
  const made = place.querySelector('template').content.cloneNode(true)
  made.querySelector('[data-later-words]').textContent = wordsOf(entry)
  made.querySelector('[data-later-reason]').textContent = entry.reason
  made.querySelector('[data-later-mend]').addEventListener('click', () => mend(entry))
  const drop = made.querySelector('[data-later-drop]')
  drop.addEventListener('click', () => {
    if (drop.dataset.sure) { // the first press asks, the second does it
      drop.textContent = drop.dataset.sure
      delete drop.dataset.sure
    } else {
      kept.removeItem(entry.name)
      show()
    }
  })
  return made
}

// Puts an entry back into the form. What is half typed there is not lost: it takes the entry's place in the list.
function mend (entry) {
  if (!isUntouched()) {
    put(fieldsOf())
    const half = entries().at(-1)
    kept.setItem(half.name, JSON.stringify({ fields: half.fields, reason: '…' }))
  }
  fill(entry.fields, true)
  place.querySelector('[data-later-why]').textContent = entry.reason
  kept.removeItem(entry.name)
  keepDraft()
  show()
  controls().find(one => one.type !== 'radio' && one.offsetParent)?.focus()
}

async function post (entry) {
  const body = new URLSearchParams(entry.fields)
  body.set('csrf_token', token)
  const answer = await fetch(form.action, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE) })
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const fresh = page.querySelector(`#${CSS.escape(form.id)} [name=csrf_token], form [name=csrf_token]`)?.value
  const isFresh = Boolean(fresh) && fresh !== token
  if (fresh) token = form.elements.csrf_token.value = fresh
  return { answer, page, isFresh }
}

function reasonOf (page) {
  const found = page.querySelectorAll('.govuk-error-summary__list li, [data-later-more]')
  const words = [...found].map(one => one.textContent.trim().replace(/\s+/g, ' '))
  return words.join(' ') || page.querySelector('h1')?.textContent.trim() || '…'
}

// Sends one entry: true if it is dealt with, false if all that waits has to go on waiting.
async function sendOne (entry) {
  let { answer, page, isFresh } = await post(entry)
  if (answer.status === 422 && isFresh) ({ answer, page } = await post(entry)) // the token may only have been old
  const taken = answer.ok && page.querySelector('[data-later-taken]')
  if (taken) {
    kept.removeItem(entry.name)
    const said = document.querySelector('[data-later-said]')
    if (said) said.replaceChildren(document.importNode(taken, true))
    form.dispatchEvent(new CustomEvent('later:taken', { detail: { url: answer.url, page } }))
    if (place.dataset.then === 'go' && entries().length === 0) location.assign(answer.url)
    return true
  }
  if ([409, 413, 422].includes(answer.status)) {
    const reason = reasonOf(page)
    kept.setItem(entry.name, JSON.stringify({ fields: entry.fields, reason }))
    document.querySelector('[data-later-said]')?.replaceChildren()
    if (isUntouched()) mend({ ...entry, reason })
    form.dispatchEvent(new CustomEvent('later:refused', { detail: { reason } }))
    return true
  }
  isShut = answer.status < 429
  if (!isShut) throw new Error(`status ${answer.status}`)
  return false
}

async function send () {
  if (isSending) return
  isSending = true
  clearTimeout(timer)
  try {
    for (let entry; (entry = entries().find(one => !one.reason));) {
      if (!await sendOne(entry)) break
      wait = FIRST_WAIT
      show()
    }
    isTroubled = false
  } catch { // no connection, or a server that says "not now": all stays, in its order
    isTroubled = true
    timer = setTimeout(send, wait)
    wait = Math.min(wait * 2, LONGEST_WAIT)
  }
  isSending = false
  show()
}

function begin () {
  const draft = drafts?.getItem(`later-draft ${NAME}`)
  if (draft && !document.querySelector('.govuk-error-summary')) fill(JSON.parse(draft), true)
  form.addEventListener('input', keepDraft)
  form.addEventListener('change', keepDraft)
  form.addEventListener('submit', event => {
    try { put(fieldsOf()) } catch { return } // nothing more can be kept: the plain way
    event.preventDefault()
    place.querySelector('[data-later-why]').textContent = ''
    clear()
    isShut = false
    form.dispatchEvent(new CustomEvent('later:kept'))
    send()
  })
  window.addEventListener('online', () => { wait = FIRST_WAIT; isShut = false; send() })
  window.addEventListener('storage', show)
  send()
}

if (kept) begin()
