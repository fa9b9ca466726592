// Routing with one key: 1 to 5 press the action of that number, 0 or N lead to "none of these", S leaves the remark for
// later, U takes the last press back, G ticks those that are alike, Shift and a number ticks one of several. The next
// remark is the next page. Every button works without this; all keys can be switched off.

const keys = document.getElementById('routing-keys')
const onOff = document.getElementById('keys-on')
let isSent = false // one press is one choice: the next page is on its way

function kept () {
  try { return window.localStorage.getItem('queue keys') } catch { return null }
}

function keep (value) {
  try { window.localStorage.setItem('queue keys', value) } catch { /* some browsers forbid it: until the next page */ }
}

function inField () {
  return document.activeElement?.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')
}

function send (button) {
  if (!button || isSent) return
  isSent = true
  button.form.requestSubmit(button)
}

function offered (number) {
  return document.querySelector(`[data-offer="${number}"]`)
}

function toNone () {
  document.getElementById('none').scrollIntoView({ block: 'start' })
  document.querySelector('#none input[type=radio]')?.focus()
}

function takeAlong () {
  const boxes = [...document.querySelectorAll('input[data-alike]')]
  const wanted = !boxes.every(box => box.checked)
  for (const box of boxes) box.checked = wanted
}

const ACTS = {
  0: toNone,
  n: toNone,
  g: takeAlong,
  s: () => document.getElementById('skip')?.click(),
  u: () => send(document.querySelector('#undo button'))
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return
  if (!onOff.checked || inField()) return
  const number = event.code.match(/^(?:Digit|Numpad)([1-5])$/)?.[1]
  const act = number
    ? () => event.shiftKey ? offered(number)?.querySelector('input[type=checkbox]').click() : send(offered(number)?.querySelector('button'))
    : ACTS[event.key.toLowerCase()]
  if (!act) return
  event.preventDefault()
  act()
})

// A page that comes back from the browser's memory can be sent again.
window.addEventListener('pageshow', () => { isSent = false })

keys.hidden = false
onOff.checked = kept() !== 'off'
onOff.addEventListener('change', () => keep(onOff.checked ? 'on' : 'off'))
