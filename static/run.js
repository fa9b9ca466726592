// The live run sheet: asks every few seconds whether it would say something else by now, and if so takes over the
// new page's moving part. Without this there is a link to look again.

const GAP = 5000 // milliseconds
const LONGEST = 60000
const said = document.getElementById('run-said')

let place = document.getElementById('run')
let mark = place?.dataset.mark ?? ''
let failures = 0
let isPressing = false

function titles (where) {
  return [...where.querySelectorAll('.sd-run__title')].map(one => one.textContent.trim()).join(', ')
}

// Whoever has a finger on a button keeps it: the same button of the new page gets the focus.
function nameOf (one) {
  return one?.closest('form') ? `${new URL(one.closest('form').action).pathname} ${one.textContent.trim()}` : one?.id
}

function take (found) {
  const before = titles(place)
  const held = place.contains(document.activeElement) ? nameOf(document.activeElement) : ''
  const opened = [...place.querySelectorAll('details')].map(one => one.open)
  place.replaceWith(found)
  place = found
  place.querySelectorAll('details').forEach((one, number) => { one.open = opened[number] ?? false })
  mark = place.dataset.mark
  if (held) [...place.querySelectorAll('a, button, summary')].find(one => nameOf(one) === held)?.focus()
  if (titles(place) !== before) said.textContent = titles(place)
}

async function ask () {
  const answer = await fetch(place.dataset.from, {
    cache: 'no-store', headers: { 'If-None-Match': `"${mark}"` }, signal: AbortSignal.timeout(10000)
  })
  if (answer.status === 304) return
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
  if ((await answer.json()).mark === mark) return
  const page = await fetch(place.dataset.page, { cache: 'no-store', signal: AbortSignal.timeout(10000) })
  if (!page.ok || page.redirected) throw new Error(String(page.status))
  const found = new DOMParser().parseFromString(await page.text(), 'text/html').getElementById('run')
  if (found && !isPressing) take(document.importNode(found, true))
}

async function turn () {
  try {
    if (!document.hidden && !isPressing) await ask()
    failures = 0
  } catch { failures += 1 }
  setTimeout(turn, Math.min(GAP * 2 ** failures, LONGEST) * (0.75 + Math.random() / 2))
}

if (place) {
  document.addEventListener('submit', () => { isPressing = true })
  window.addEventListener('pageshow', () => { isPressing = false })
  setTimeout(turn, GAP)
}
