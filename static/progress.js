// The bar of a job moves by itself: the page (or a lighter address that it names) is asked again, and its part about
// the job taken over. Without this there is a link to look again.

const place = document.getElementById('progress')
const said = document.getElementById('progress-said')
const GAP = 1200 // milliseconds
const LONGEST = 15000

let quarter = 0
let failures = 0
let version = ''

function quarters () {
  const { value, most } = place.dataset
  return Number(most) ? Math.floor(4 * Number(value) / Number(most)) : 0
}

// Said at each quarter, not at each step: a voice that counts along says nothing.
function say () {
  const now = quarters()
  if (now <= quarter) return
  quarter = now
  said.textContent = place.querySelector('.sd-progress__text')?.textContent ?? ''
}

function take (found) {
  for (const name of ['value', 'most']) place.dataset[name] = found.dataset[name]
  const words = place.querySelector('.sd-progress__text')
  const bar = place.querySelector('progress')
  words.textContent = found.querySelector('.sd-progress__text')?.textContent ?? ''
  const more = place.querySelector('.sd-moving__more')
  if (more) more.textContent = found.querySelector('.sd-moving__more')?.textContent ?? ''
  if (Number(found.dataset.most)) {
    bar.max = Number(found.dataset.most)
    bar.value = Number(found.dataset.value)
  }
  say()
}

async function ask () {
  const answer = await fetch(place.dataset.from, {
    cache: 'no-store',
    headers: version ? { Accept: 'text/html', 'If-None-Match': version } : { Accept: 'text/html' },
    signal: AbortSignal.timeout(10000)
  })
  if (answer.status === 304) return true
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status))
  const found = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('progress')
  if (!found || found.dataset.finished || found.dataset.phase !== place.dataset.phase) return false
  version = answer.headers.get('ETag') ?? ''
  take(found)
  return true
}

async function turn () {
  try {
    if (!await ask()) {
      location.reload()
      return
    }
    failures = 0
  } catch {
    failures += 1
  }
  setTimeout(turn, Math.min(GAP * 2 ** failures, LONGEST) * (0.85 + Math.random() * 0.3))
}

if (place && !place.dataset.finished) {
  quarter = quarters()
  place.querySelector('.sd-moving__again').hidden = true
  setTimeout(turn, GAP)
}
