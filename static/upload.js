// Sends a large file in pieces (tus 1.0, by tus-js-client), so that a line that breaks costs one piece and not the file.
// Without this, and for a small file, the form is a plain one and works as such.
//
// The page: see templates/agenda/_uploader.html. The server knows a file that was begun before by its name, size and
// ends, so choosing the same file again goes on where it stopped: on this page, after a reload, on another day.

/* global tus */
const PIECE = 2_000_000 // bytes; the server takes four million at the most (agenda/upload_forms.py)
const ENDS = 1 << 18 // bytes at each end that tell a file from another, as agenda/uploading.py
const DELAYS = [0, 1000, 3000, 5000, 10_000, 20_000]
const AGAIN = 30_000 // milliseconds until a broken line is tried again by itself
const VERSION = { 'Tus-Resumable': '1.0.0' }

const place = document.getElementById('uploader')
const form = document.getElementById('hand-in-form')
const end = document.getElementById('upload-end')
const said = document.getElementById('upload-said')
const refused = document.getElementById('upload-refused')
const find = name => place.querySelector(`[data-upload-${name}]`)
const [words, trouble, pause, goOn, cancel] = ['words', 'trouble', 'pause', 'continue', 'cancel'].map(find)
const bar = place?.querySelector('progress')

let file = null
let address = ''
let upload = null
let timer = 0
let quarter = -1
let isPaused = false

const token = () => form.elements.csrf_token.value
const isNotNow = status => status === 0 || status === 409 || status === 423 || status === 429 || status >= 500

async function digestOf (file) {
  const ends = new Blob([file.slice(0, ENDS), file.slice(Math.max(0, file.size - ENDS))])
  const octets = new Uint8Array(await crypto.subtle.digest('SHA-256', await ends.arrayBuffer()))
  return Array.from(octets, octet => octet.toString(16).padStart(2, '0')).join('')
}

function base64 (text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

function megabytes (octets) {
  return octets < 10_000_000 ? (octets / 1e6).toFixed(1) : String(Math.floor(octets / 1e6))
}

// Said at each quarter, not at each step: a voice that counts along says nothing.
function show (sent) {
  bar.value = 100 * sent / file.size
  words.textContent = place.dataset.onWay.replace('%{done}', megabytes(sent)).replace('%{all}', megabytes(file.size))
  const now = Math.floor(4 * sent / file.size)
  if (now === quarter) return
  quarter = now
  said.textContent = words.textContent
}

function say (sentence, canGoOn = false) {
  const hadFocus = document.activeElement === pause || document.activeElement === goOn
  if (sentence && trouble.textContent !== sentence) said.textContent = sentence
  trouble.textContent = sentence
  pause.hidden = canGoOn
  goOn.hidden = !canGoOn
  if (hadFocus) (canGoOn ? goOn : pause).focus()
}

function open (isOpen) {
  place.hidden = !isOpen
  form.hidden = isOpen
  refused.hidden = true
  document.getElementById('unfinished-uploads')?.toggleAttribute('hidden', isOpen)
}

function refuse (sentence) {
  stop()
  open(false)
  refused.textContent = sentence
  refused.hidden = false
  form.elements.slides.focus()
}

function stop () {
  clearTimeout(timer)
  upload?.abort()
  upload = null
}

function broken () {
  stop()
  if (isPaused) return
  say(place.dataset.broken, true)
  timer = setTimeout(start, AGAIN)
}

function failed (error) {
  const answer = error.originalResponse
  const status = answer?.getStatus() ?? 0
  if (isNotNow(status)) broken()
  else refuse(status !== 404 && answer.getHeader('Content-Type')?.startsWith('text/plain') ? answer.getBody() : place.dataset.gone)
}

function retries (error) {
  const status = error.originalResponse?.getStatus() ?? 0
  if (navigator.onLine && isNotNow(status)) {
    if (status === 0) say(place.dataset.broken)
    return true
  }
  return false
}

function send () {
  upload = new tus.Upload(file, {
    uploadUrl: address,
    chunkSize: PIECE,
    retryDelays: DELAYS,
    overridePatchMethod: true, // here, as everywhere in this product, what writes is a POST
    storeFingerprintForResuming: false, // the server remembers
    headers: { 'X-CSRFToken': token() },
    onProgress: sent => { say(''); show(sent) },
    onShouldRetry: retries,
    onError: failed,
    onSuccess: () => finish('finish', place.dataset.whole)
  })
  upload.start()
}

// The page says what becomes of the file, by an ordinary form.
function finish (what, sentence) {
  stop()
  say(sentence)
  for (const button of [pause, goOn, cancel]) button.hidden = true
  end.action = `${address}/${what}`
  end.submit()
}

async function begin () {
  const metadata = `filename ${base64(file.name)},digest ${base64(await digestOf(file))}`
  return fetch(place.dataset.begin, {
    method: 'POST', headers: { ...VERSION, 'X-CSRFToken': token(), 'Upload-Length': file.size, 'Upload-Metadata': metadata }
  })
}

async function start () {
  stop()
  isPaused = false
  say('')
  if (address) {
    send()
    return
  }
  words.textContent = place.dataset.reading
  let answer
  try {
    answer = await begin()
  } catch {
    broken()
    return
  }
  if (isPaused) return
  if (answer.status === 201) {
    address = answer.headers.get('Location')
    show(Number(answer.headers.get('Upload-Offset')))
    send()
  } else if (answer.status >= 429) {
    broken()
  } else {
    refuse(answer.headers.get('Content-Type')?.startsWith('text/plain') ? await answer.text() : place.dataset.gone)
  }
}

if (place && window.tus && crypto.subtle) {
  form.addEventListener('submit', event => {
    const [chosen] = form.elements.slides.files
    if (!chosen || chosen.size <= PIECE) return // in one piece: the plain way
    event.preventDefault()
    if (chosen.size > Number(place.dataset.most) * 1e6) {
      refuse(place.dataset.tooLarge)
      return
    }
    file = chosen
    address = ''
    quarter = -1
    find('name').textContent = file.name
    bar.value = 0
    open(true)
    pause.hidden = false
    pause.focus()
    start()
  })
  pause.addEventListener('click', () => {
    isPaused = true
    stop()
    say(place.dataset.paused, true)
  })
  goOn.addEventListener('click', start)
  cancel.addEventListener('click', () => {
    if (address) finish('cancel', '')
    else {
      isPaused = true
      stop()
      open(false)
      form.elements.slides.focus()
    }
  })
  window.addEventListener('online', () => { if (!place.hidden && !isPaused && !upload) start() })
}
