// Wakes the GOV.UK Frontend components that the pages use. Every page works before this arrives, and without it.
// The version in the address changes with the package, so a browser may keep the file; build.mjs checks it.

import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink, createAll
} from './built/govuk-frontend.min.js?v=6.3.0'

for (const Component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, Radios, ServiceNavigation, SkipLink
]) {
  createAll(Component)
}
