"""News: the handful of things that an earlier stage tells later ones, by name.

| signal            | who sends            | who listens (inside the same transaction)                      |
|-------------------|----------------------|----------------------------------------------------------------|
| event_moved       | agenda.planning      | delegates.listeners: an update to those it concerns            |
| chairs_asked      | agenda.planning      | delegates.listeners: how many chairs are taken                 |
| places_changed    | agenda.planning      | delegates.listeners: free places are offered                   |
| event_postponed   | agenda.planning      | delegates.listeners: a withdrawal to those invited             |
| event_cancelled   | agenda.planning      | delegates.listeners: a cancellation to those invited           |
| speaker_accepted  | agenda.agreeing      | delegates.listeners: they are a guest, too                     |
|                   | .replacing           |                                                                |
|                   | .scheduling          |                                                                |
| speaker_declined  | agenda.agreeing      | delegates.listeners: the place that speaking gave them is free |
| speaker_replaced  | agenda.replacing     | feedback.listeners: their questions go where was said          |
| speaker_withdrawn | agenda.scheduling    | feedback.listeners, delegates.listeners: questions go to the   |
|                   |                      | panel, and the place as where they decline                     |

If in doubt, put the act in the later stage instead. A test compares this table with what listens.
"""

from blinker import Namespace

signals = Namespace()

event_moved = signals.signal("event_moved")
chairs_asked = signals.signal("chairs_asked")
places_changed = signals.signal("places_changed")
event_postponed = signals.signal("event_postponed")
event_cancelled = signals.signal("event_cancelled")
speaker_accepted = signals.signal("speaker_accepted")
speaker_declined = signals.signal("speaker_declined")
speaker_replaced = signals.signal("speaker_replaced")
speaker_withdrawn = signals.signal("speaker_withdrawn")
