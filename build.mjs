// Makes static/built/ from static/soundings.scss and GOV.UK Frontend, and fonts/ for paper: `npm ci --ignore-scripts`, then `npm run build`.
// Plain Node and no shell, so that it runs alike on Linux, macOS and Windows.

import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

import rtlcss from 'rtlcss'
import * as sass from 'sass'

const root = dirname(fileURLToPath(import.meta.url))
const govuk = join(root, 'node_modules', 'govuk-frontend')
const built = join(root, 'static', 'built')
const BUDGET = 60_000 // bytes of one page's CSS and JS as they travel: a hall of phones shares one mast

const FACES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'] // what PDF files are set in; never served to a browser

const sizes = {}

async function keep (name, text) {
  const packed = gzipSync(text, { level: 9 })
  await writeFile(join(built, name), text)
  await writeFile(join(built, `${name}.gz`), packed)
  sizes[name] = packed.length
  console.log(`${name.padEnd(24)} ${String(packed.length).padStart(7)} bytes gzipped`)
}

function styles (name) {
  return sass.compile(join(root, 'static', `${name}.scss`), {
    style: 'compressed',
    loadPaths: [join(root, 'node_modules')],
    quietDeps: true
  }).css
}

await rm(built, { recursive: true, force: true })
await mkdir(built, { recursive: true })

const css = styles('soundings')
if (/url\([^)]*(fonts|images|rebrand)\//.test(css)) {
  throw new Error('A font or picture of GOV.UK came into the style sheet; those are for GOV.UK alone.')
}
await keep('soundings.css', css)
await keep('soundings.rtl.css', rtlcss.process(css))
await keep('wall.css', styles('wall'))

const { version } = JSON.parse(await readFile(join(govuk, 'package.json'), 'utf8'))
const start = await readFile(join(root, 'static', 'start.js'), 'utf8')
if (!start.includes(`govuk-frontend.min.js?v=${version}`)) {
  throw new Error(`static/start.js must import govuk-frontend.min.js?v=${version}: browsers keep it by that address.`)
}
const script = await readFile(join(govuk, 'dist', 'govuk', 'govuk-frontend.min.js'), 'utf8')
await keep('govuk-frontend.min.js', script.replace(/\/\/# sourceMappingURL=.*\s*$/, ''))

// For the one page that sends large files: not of the weight of every page.
await keep('tus.min.js', (await readFile(join(root, 'node_modules', 'tus-js-client', 'dist', 'tus.min.js'), 'utf8'))
  .replace(/\/\/# sourceMappingURL=.*\s*$/, ''))

const total = sizes['soundings.css'] + sizes['govuk-frontend.min.js']
if (total > BUDGET) {
  throw new Error(`CSS and JS together are ${total} bytes gzipped; the budget is ${BUDGET}.`)
}
console.log(`${'one page'.padEnd(24)} ${String(total).padStart(7)} bytes gzipped`)

await mkdir(join(root, 'fonts'), { recursive: true })
for (const face of FACES) {
  await copyFile(join(root, 'node_modules', 'dejavu-fonts-ttf', 'ttf', face), join(root, 'fonts', face))
}
