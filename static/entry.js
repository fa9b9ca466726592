// Entering for somebody else by keyboard or thumb: a serial leads on to the words, Enter saves, letters before the
// serial say what the card is, plus and minus count. Without this the page works the same, with Tab and the button.

const form = document.getElementById('entry')
const serial = form.elements.serial
const text = form.elements.text
const SERIAL = /^[2-9ABDFGHJKMNRTWXYZ]{4}$/ // as events/feedback/serials.py
const SAYS = {
  Q: ['kind', 'question'], C: ['kind', 'comment'], P: ['channel', 'paper'], V: ['channel', 'spoken'], E: ['channel', 'email']
}

function choose (name, value) {
  const found = form.querySelector(`input[name="${name}"][value="${value}"]`)
  found.checked = true
  found.dispatchEvent(new Event('change', { bubbles: true }))
}

// A letter that stands in no serial says something of the card, and does not stay in the box.
function read () {
  let typed = serial.value.replace(/\s/g, '').toUpperCase()
  for (; typed[0] in SAYS || typed[0] === 'S'; typed = typed.slice(1)) {
    if (typed[0] === 'S') form.elements.flagged.checked = !form.elements.flagged.checked
    else choose(...SAYS[typed[0]])
  }
  if (serial.value !== typed) serial.value = typed
  if (SERIAL.test(typed)) text.focus()
}

function begin () {
  const first = serial ?? (form.querySelector('[data-entry]').dataset.entry === 'point' ? text : null)
  first?.focus()
}

serial?.addEventListener('input', read)
serial?.addEventListener('keydown', event => {
  if (event.key !== 'Enter') return
  event.preventDefault()
  text.focus()
})
// Enter saves from any box. On a telephone it begins a line in the words, as it does everywhere there.
if (serial) {
  form.addEventListener('keydown', event => {
    const isWords = event.target === text && matchMedia('(pointer: fine)').matches
    const isBox = event.target.matches('input[type="text"]') && event.target !== serial
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !(isWords || isBox)) return
    event.preventDefault()
    form.requestSubmit()
  })
}
for (const step of form.querySelectorAll('[data-step]')) {
  const count = step.querySelector('input')
  for (const button of step.querySelectorAll('button')) {
    button.hidden = false
    button.addEventListener('click', () => {
      count.value = Math.max(0, Math.min(999, (parseInt(count.value, 10) || 0) + Number(button.dataset.by)))
      count.dispatchEvent(new Event('input', { bubbles: true }))
    })
  }
}
form.addEventListener('later:kept', begin)
