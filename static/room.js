// The room: keeps what is being typed in this tab alone, so that a lost connection loses nothing.
// It is forgotten when the tab closes and when the receipt is shown. Fields that a choice does not need are put away.
// Without this the page works the same.

const form = document.getElementById('room-form')
const KEY = `room ${location.pathname.split('/').slice(0, 3).join('/')}`

function store () {
  try { return window.sessionStorage } catch { return null } // some browsers forbid it
}

// A field that belongs to one choice is shown with it. All of them stand there where this does not run.
function showWhatBelongs () {
  for (const part of form.querySelectorAll('[data-when]')) {
    const chosen = form.querySelector(`input[name="${part.dataset.when}"]:checked`)?.value ?? ''
    part.hidden = chosen.split(':')[0] !== part.dataset.is
  }
}

if (!form) {
  store()?.removeItem(KEY)
} else {
  form.addEventListener('change', showWhatBelongs)
  showWhatBelongs()
  const text = form.querySelector('textarea')
  const kept = store()?.getItem(KEY)
  if (kept && text.value === '') {
    text.value = kept
    text.dispatchEvent(new Event('keyup', { bubbles: true }))
  }
  text.addEventListener('input', () => {
    try { store()?.setItem(KEY, text.value) } catch { /* full: the page works without */ }
  })
}
