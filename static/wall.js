// The projector asks every three seconds or so whether anything has changed. The gap is a little different each
// time, so that many screens do not ask at once, and grows while the service cannot be reached.

const place = document.getElementById('wall-state')
const trouble = document.getElementById('wall-trouble')
const GAP = 3000 // milliseconds
const LONGEST = 60000

let mark = place ? `"${place.dataset.mark}"` : ''
let failures = 0

async function ask () {
  const answer = await fetch(place.dataset.from, {
    cache: 'no-store', headers: { 'If-None-Match': mark }, signal: AbortSignal.timeout(10000)
  })
  if (answer.status === 304) return
  if (!answer.ok) throw new Error(String(answer.status))
  const told = await answer.json()
  place.innerHTML = told.html // made by our own template: what people wrote is escaped there
  mark = answer.headers.get('ETag') ?? ''
}

async function turn () {
  try {
    await ask()
    failures = 0
    trouble.textContent = ''
  } catch {
    failures += 1
    if (failures > 3) trouble.textContent = '…'
  }
  const gap = Math.min(GAP * 2 ** failures, LONGEST)
  setTimeout(turn, gap * (0.75 + Math.random() / 2))
}

if (place) setTimeout(turn, GAP * Math.random())
