// The moderators' queue and the chair's list: keys, and decisions that do not open the page anew.
// Keys on a remark work while the focus is on it and nowhere else; all can be switched off. Every button works
// without this.

const place = document.getElementById('queue-cards')
const keys = document.getElementById('queue-keys')
const news = document.getElementById('queue-news')
const said = document.getElementById('queue-said')
const onOff = document.getElementById('keys-on')
const GAP = 6000 // milliseconds

let undo = null // the decision that U takes back: the form that sends it
let lately = Promise.resolve() // decisions are sent one after another, in the order they were made
let unsent = 0 // decisions that are still to be saved

// One that has been decided and is being saved is no longer read.
const cards = () => [...place.querySelectorAll('article.sd-remark:not([data-leaving])')]

function keep (value) {
  try { window.localStorage.setItem('queue keys', value) } catch { /* some browsers forbid it: until the next page */ }
}

function kept () {
  try { return window.localStorage.getItem('queue keys') } catch { return null }
}

function make (card, canFocus) {
  card.tabIndex = canFocus ? 0 : -1
}

function focusOn (card) {
  for (const other of cards()) make(other, other === card)
  card.focus()
  card.scrollIntoView({ block: 'nearest' })
}

function go (card, step) {
  const all = cards()
  const next = all[all.indexOf(card) + step]
  if (next) focusOn(next)
}

function open (card, act) {
  const part = card.querySelector(`form[data-act="${act}"]`)?.closest('details')
  if (!part) return
  part.open = true
  const form = part.querySelector(`form[data-act="${act}"]`)
  form.querySelector('input:not([type=hidden]), textarea, select, button')?.focus()
}

function press (card, selector) {
  const button = card.querySelector(selector)
  if (button) button.form.requestSubmit(button)
}

const ACTS = {
  j: card => go(card, 1),
  k: card => go(card, -1),
  a: card => press(card, 'form[data-act="approval"] button'),
  h: card => open(card, 'hiding'),
  e: card => open(card, 'redaction'),
  t: card => open(card, 'redaction'),
  x: card => press(card, 'form[data-act="proposal"] button'),
  m: card => open(card, card.querySelector('form[data-act="merging"] button') ? 'merging' : 'merging-typed'),
  n: card => open(card, 'note'),
  o: card => open(card, 'assignment'),
  i: card => press(card, 'form[data-act="pin"] button, form[data-act="unpin"] button'),
  l: card => open(card, 'translation'),
  s: card => open(card, 'withholding'),
  u: () => undo?.()
}

function number (card, key) {
  const button = card.querySelectorAll('form[data-act="theme"] button')[Number(key) - 1]
  if (button) button.form.requestSubmit(button)
}

function inField () {
  return document.activeElement?.matches('input:not([type=checkbox]), textarea, select')
}

function roomSwitch (on, off) {
  const form = document.querySelector(`form[action$="/room/${off}"]`) ?? document.querySelector(`form[action$="/room/${on}"]`)
  form?.requestSubmit()
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  const card = document.activeElement?.closest('article.sd-remark')
  if (event.key === 'Escape' && card) {
    document.activeElement.closest('details')?.removeAttribute('open')
    card.focus()
    return
  }
  if (!onOff?.checked || inField()) return
  const key = event.key.toLowerCase()
  let act
  if (key === 'b') act = () => roomSwitch('blank', 'show')
  else if (key === 'p') act = () => roomSwitch('pause', 'resume')
  else if (key === 'u') act = ACTS.u
  // Keys belong to the remark itself: on a button or in a field they are the button's and the field's own.
  else if (document.activeElement === card) act = /^[1-9]$/.test(key) ? () => number(card, key) : ACTS[key]
  else if (!card && key === 'j' && cards().length) act = () => focusOn(cards()[0])
  if (!act) return
  event.preventDefault()
  act(card)
})

// The page that says why it was refused is the same that stands there without this.
function sendPlainly (form, button) {
  if (button?.hasAttribute('formaction')) form.action = button.formAction
  if (button?.name) {
    const value = document.createElement('input')
    Object.assign(value, { type: 'hidden', name: button.name, value: button.value })
    form.append(value)
  }
  HTMLFormElement.prototype.submit.call(form)
}

function count (numbers) {
  for (const [name, number] of Object.entries(numbers)) {
    const shown = document.querySelector(`[data-count="${name}"]`)
    if (shown) shown.textContent = number
  }
  if (news) news.dataset.shown = numbers.waiting
}

// After a decision: the card leaves the list (the next one has had the focus since the key was pressed), or is shown anew.
function take (told, card, form, followed) {
  said.textContent = told.said
  count(told.counts)
  card = document.getElementById(card.id) ?? card // an act before this one may have shown it anew
  if (!told.gone) {
    delete card.dataset.leaving
    const had = card.contains(document.activeElement) || document.activeElement === document.body
    const box = document.createElement('template')
    box.innerHTML = told.html // made by our own template: what people wrote is escaped there
    const fresh = box.content.querySelector('article.sd-remark')
    card.replaceWith(fresh)
    make(fresh, card.tabIndex === 0)
    if (had) fresh.focus()
    return
  }
  undo = told.undo ? () => takeBack(card, form, told.seen, followed) : null
  const all = cards()
  const next = all[all.indexOf(card) + 1] ?? all.at(-1)
  if (card.contains(document.activeElement) && next && next !== card) focusOn(next)
  card.remove()
  if (!place.querySelector('article.sd-remark')) location.reload()
}

function takeBack (card, form, seen, followed) {
  undo = null
  const data = new FormData(form)
  data.set('seen', seen)
  lately = lately.then(async () => {
    const way = form.action.replace(/[^/]+$/, 'return')
    const answer = await fetch(way, { method: 'POST', body: data, headers: { Accept: 'application/json' } })
    if (!answer.ok) {
      location.reload()
      return
    }
    const told = await answer.json()
    said.textContent = told.said
    count(told.counts)
    if (followed?.isConnected) followed.before(card)
    else place.append(card)
    delete card.dataset.leaving
    for (const field of card.querySelectorAll('input[name="seen"]')) field.value = told.seen
    focusOn(card)
  }).catch(() => { said.textContent = said.dataset.trouble })
}

async function send (form, button, card, followed) {
  const data = new FormData(form, button)
  const way = button?.hasAttribute('formaction') ? button.formAction : form.action
  let answer
  try {
    answer = await fetch(way, { method: 'POST', body: data, headers: { Accept: 'application/json' } })
    unsent -= 1
  } catch {
    unsent -= 1
    delete card.dataset.leaving
    said.textContent = said.dataset.trouble
    focusOn(card)
    return
  }
  const isOurs = answer.headers.get('Content-Type')?.startsWith('application/json')
  if (answer.ok && isOurs) take(await answer.json(), card, form, followed)
  else sendPlainly(form, button)
}

const LEAVING = ['approval', 'hiding', 'proposal', 'merging', 'merging-typed', 'return']

place?.addEventListener('submit', event => {
  const form = event.target
  const card = form.closest('article.sd-remark')
  if (!card || !form.dataset.act || event.defaultPrevented) return
  event.preventDefault()
  const button = event.submitter
  // What has to be read afterwards (whom to ring) stands on a page of its own: opened once all before it is saved.
  if (form.dataset.act === 'withholding') {
    lately = lately.then(() => sendPlainly(form, button))
    return
  }
  const what = `${form.dataset.act} ${button?.value ?? ''}`
  if (card.dataset.sent === what) return
  card.dataset.sent = what
  let followed = null
  if (LEAVING.includes(form.dataset.act) && place.dataset.show === 'waiting') {
    const all = cards()
    followed = all[all.indexOf(card) + 1] ?? null
    const next = followed ?? all[all.indexOf(card) - 1]
    card.dataset.leaving = 'yes'
    if (next) focusOn(next) // at once: the next one is read while this one is saved
  }
  unsent += 1
  lately = lately.then(() => send(form, button, card, followed)).finally(() => { delete card.dataset.sent })
})

// Whoever leaves the page while decisions are still on their way is asked first: nothing decided is lost in silence.
window.addEventListener('beforeunload', event => { if (unsent) event.preventDefault() })

async function look () {
  try {
    const answer = await fetch(news.dataset.from, { cache: 'no-store', headers: { Accept: 'application/json' } })
    const { waiting } = answer.ok && !answer.redirected ? await answer.json() : {}
    if (waiting > Number(news.dataset.shown) && !news.firstChild) {
      const link = document.createElement('a')
      link.href = location.pathname
      link.className = 'govuk-link'
      link.textContent = news.dataset.words
      news.append(link)
    }
  } catch { /* the next look tells */ }
  setTimeout(look, GAP * (0.75 + Math.random() / 2))
}

if (place) {
  for (const [index, card] of cards().entries()) make(card, index === 0)
  if (keys) keys.hidden = false
  if (onOff) {
    onOff.checked = kept() !== 'off'
    onOff.addEventListener('change', () => keep(onOff.checked ? 'on' : 'off'))
  }
}
if (news) setTimeout(look, GAP)
