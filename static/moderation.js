// The moderator's queue: keys that work while the focus is on a remark (and nowhere else), and news of new ones.
// Every button works without this.

const cards = [...document.querySelectorAll('article.sd-remark')]
const keys = document.getElementById('queue-keys')
const news = document.getElementById('queue-news')
const GAP = 6000 // milliseconds

for (const card of cards) card.tabIndex = -1
if (cards.length) {
  cards[0].tabIndex = 0
  if (keys) keys.hidden = false
}

function go (card, step) {
  const next = cards[cards.indexOf(card) + step]
  if (!next) return
  card.tabIndex = -1
  next.tabIndex = 0
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}

function open (card, act) {
  const part = card.querySelector(`form[data-act="${act}"]`)?.closest('details')
  if (!part) return
  part.open = true
  part.querySelector('input:not([type=hidden]), textarea, button')?.focus()
}

const ACTS = {
  j: card => go(card, 1),
  k: card => go(card, -1),
  a: card => card.querySelector('form[data-act="approval"] button')?.click(),
  h: card => open(card, 'hiding'),
  t: card => open(card, 'redaction'),
  s: card => open(card, 'withholding')
}

document.addEventListener('keydown', event => {
  const card = document.activeElement?.closest('article.sd-remark')
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Escape') {
    document.activeElement.closest('details')?.removeAttribute('open')
    card.focus()
    return
  }
  // Keys belong to the remark itself: in a field they are letters.
  const act = document.activeElement === card ? ACTS[event.key.toLowerCase()] : undefined
  if (!act) return
  event.preventDefault()
  act(card)
})

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

if (news) setTimeout(look, GAP)
