"""What a page says of people whom a line of the programme brought onto the list of speakers."""

from flask import flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from events.event import Event


def say_who_is_new(event: Event, names: list[str]) -> None:
    """Say on the next page who is new on the list of speakers, with the way there."""
    flash(Markup('{} <a class="govuk-notification-banner__link" href="{}">{}</a>').format(
        _("New on the list of speakers: %(names)s.", names=", ".join(names)),
        url_for("speakers.list_speakers", slug=event.slug),
        ngettext("Add their email address", "Add their email addresses", len(names))), "important")
