// The drafting group's sitting: keys for what its three buttons and two links do. Every one of them works without this.
// A single key works only while the decision has the focus, and never in a box that is written in.

const decision = document.querySelector('[data-keys]')
const BUTTONS = { a: 'accept', d: 'decline', l: 'leave' }
const LINKS = { n: 'behind', p: 'before' }

function act (event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select')) return
  const key = event.key.toLowerCase()
  if (LINKS[key]) document.getElementById(LINKS[key])?.click()
  if (!BUTTONS[key]) return
  event.preventDefault()
  const reason = decision.querySelector('textarea[name="reason"]')
  if (key === 'd' && !reason.value.trim()) {
    reason.focus() // declining says why
    return
  }
  decision.querySelector(`button[value="${BUTTONS[key]}"]`)?.click() // one that meets another is not accepted here
}

if (decision) {
  document.getElementById('key-words').hidden = false
  decision.tabIndex = -1
  decision.addEventListener('keydown', act)
  // A refused form's summary has the focus already; else the decision takes it, without scrolling away from the words.
  if (!document.querySelector('.govuk-error-summary')) decision.focus({ preventScroll: true })
}
