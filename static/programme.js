// The programme by keyboard: arrow keys go from line to line, with Alt they let a part change places, Ctrl and S saves.
// Every one of these has a button, and Enter saves without this too.

const form = document.getElementById('programme')
const at = form.elements.at

function box (line, name) {
  return line?.querySelector(`[name^="${name}_"]:not([type="hidden"])`)
}

// After the page has been saved the keyboard is where it was.
function remember (target) {
  at.value = target?.id ?? ''
}

function press (line, word) {
  const button = form.querySelector(`button[value="${word}-${line.dataset.line}"]`)
  if (!button) return
  remember(document.activeElement)
  button.click()
}

form.addEventListener('keydown', event => {
  const line = event.target.closest('[data-line]')
  const step = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling' }[event.key]
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
    event.preventDefault()
    remember(event.target)
    form.requestSubmit(form.querySelector('button[value="save"]'))
  } else if (line && step && event.altKey) {
    event.preventDefault()
    press(line, event.key === 'ArrowUp' ? 'earlier' : 'later')
  } else if (line && step && event.target.matches('input:not([list])') && !event.shiftKey && !event.ctrlKey) {
    const found = box(line[step], event.target.name.split('_')[0])
    if (!found) return
    event.preventDefault()
    found.focus()
    found.select?.()
  } else if (event.key === 'Enter' && event.target.matches('input') && !event.isComposing) {
    if (event.target.name.startsWith('by_')) {
      event.preventDefault()
      press(line, 'shift')
      return
    }
    // A new part sends the keyboard on to the next one; anything else keeps its place.
    if (line?.dataset.line !== 'new') remember(event.target)
  }
})

// Every button of the form saves first; a link out of it does not, so leaving with something typed is asked about.
let typed = document.querySelector('.govuk-error-summary') !== null
form.addEventListener('input', () => { typed = true })
form.addEventListener('submit', () => { typed = false })
window.addEventListener('beforeunload', event => { if (typed) event.preventDefault() })

document.getElementById('key-words').hidden = false
const first = document.activeElement
if (first?.matches('.sd-line input')) first.select()
