"""Every page and command of the stages, in the order of an event's life: importing this brings the whole package in."""

from events import commands
from events.access import commands as access_commands
from events.access import officer_views, robots_views
from events.access import views as access_views
from events.agenda import (
    advice_answer_views,
    advice_views,
    adviser_views,
    arrangement_views,
    behalf_views,
    deck_views,
    pack_views,
    pasting_views,
    people_views,
    pipeline_views,
    profile_views,
    release_views,
    run_views,
    schedule_views,
    speaker_views,
    venue_room_views,
    vetting_views,
)
from events.agenda import advice_letters as _advice_letters  # noqa: F401
from events.agenda import doors as _agenda_doors  # noqa: F401
from events.agenda import following_models as _following  # noqa: F401
from events.agenda import letters as _agenda_letters  # noqa: F401
from events.agenda import officer_views as planning_views
from events.agenda import profile_models as _profiles  # noqa: F401
from events.agenda import release_models as _releases  # noqa: F401
from events.agenda import run_letters as _run_letters  # noqa: F401
from events.agenda import run_models as _run_models  # noqa: F401
from events.agenda import slide_letters as _slide_letters  # noqa: F401
from events.agenda import slide_models as _slides  # noqa: F401
from events.agenda import upload_models as _uploads  # noqa: F401
from events.agenda import views as agenda_views
from events.delegates import asking_letters as _asking_letters  # noqa: F401
from events.delegates import (
    asking_views,
    badge_views,
    body_views,
    contact_views,
    date_views,
    delegate_views,
    door_link_views,
    door_views,
    guest_views,
    letter_views,
    mail_views,
    needs_views,
    order_views,
    part_views,
    partnership_views,
    post_views,
    register_views,
    reminder_views,
    ring_views,
    seat_views,
    telephone_views,
    wording_views,
)
from events.delegates import commands as delegates_commands
from events.delegates import date_models as _dates  # noqa: F401
from events.delegates import doors as _delegates_doors  # noqa: F401
from events.delegates import letters as _delegates_letters  # noqa: F401
from events.delegates import listeners as _delegates_listeners  # noqa: F401
from events.delegates import officer_views as delegates_officer_views
from events.delegates import part_models as _parts  # noqa: F401
from events.delegates import seat_letters as _seat_letters  # noqa: F401
from events.feedback import answer_letters as _answer_letters  # noqa: F401
from events.feedback import (
    answer_views,
    card_views,
    chair_views,
    disposition_views,
    moderation_views,
    room_setting_views,
    room_views,
    safeguarding_views,
    said_views,
    scribe_link_views,
    scribe_views,
    sense_views,
    sorting_views,
    speaking_views,
    voting_views,
    wall_views,
    wish_views,
    written_views,
)
from events.feedback import doors as _feedback_doors  # noqa: F401
from events.feedback import letters as _feedback_letters  # noqa: F401
from events.feedback import listeners as _feedback_listeners  # noqa: F401
from events.feedback import models as _feedback  # noqa: F401
from events.feedback import room_models as _room  # noqa: F401
from events.feedback import taken_models as _taken  # noqa: F401
from events.plan import (
    amending_views,
    approval_views,
    board_views,
    chain_views,
    comment_views,
    drafting_views,
    equality_views,
    indicator_views,
    phrasing_views,
    progress_views,
    risk_views,
    settling_views,
    sitting_views,
    structure_views,
    tabling_views,
    telling_views,
    version_views,
)
from events.plan import became_letters as _became_letters  # noqa: F401
from events.plan import board_models as _board  # noqa: F401
from events.plan import commands as plan_commands
from events.plan import doors as _plan_doors  # noqa: F401
from events.plan import equality_models as _equality  # noqa: F401
from events.plan import implication_models as _implications  # noqa: F401
from events.plan import import_views as plan_import_views
from events.plan import indicator_models as _indicators  # noqa: F401
from events.plan import letters as _plan_letters  # noqa: F401
from events.plan import public_views as plan_public_views
from events.plan import risk_models as _risks  # noqa: F401
from events.plan import word_views as plan_word_views
from events.reports import commands as reports_commands
from events.reports import export_views, following_views, report_file_views, report_style_views, report_views
from events.reports import report_models as _report_models  # noqa: F401
from events.reports import views as reports_views

BLUEPRINTS = [
    access_views.views,
    robots_views.views,
    officer_views.views,
    agenda_views.views,
    planning_views.views,
    arrangement_views.views,
    people_views.views,
    release_views.views,
    pasting_views.views,
    venue_room_views.views,
    speaker_views.views,
    deck_views.views,
    behalf_views.views,
    run_views.views,
    pack_views.views,
    schedule_views.views,
    advice_views.views,
    advice_answer_views.views,
    adviser_views.views,
    vetting_views.views,
    profile_views.views,
    pipeline_views.views,
    contact_views.views,
    partnership_views.views,
    post_views.views,
    telephone_views.views,
    delegates_officer_views.views,
    guest_views.views,
    letter_views.views,
    wording_views.views,
    reminder_views.views,
    mail_views.views,
    ring_views.views,
    delegate_views.views,
    date_views.views,
    part_views.views,
    seat_views.views,
    body_views.views,
    asking_views.views,
    door_views.views,
    door_link_views.views,
    badge_views.views,
    register_views.views,
    needs_views.views,
    order_views.views,
    plan_public_views.views,
    drafting_views.views,
    phrasing_views.views,
    amending_views.views,
    structure_views.views,
    settling_views.views,
    sitting_views.views,
    version_views.views,
    comment_views.views,
    approval_views.views,
    equality_views.views,
    risk_views.views,
    indicator_views.views,
    tabling_views.views,
    board_views.views,
    chain_views.views,
    progress_views.views,
    telling_views.views,
    plan_word_views.views,
    plan_import_views.views,
    room_views.views,
    wall_views.views,
    voting_views.views,
    speaking_views.views,
    written_views.views,
    moderation_views.views,
    room_setting_views.views,
    chair_views.views,
    safeguarding_views.views,
    scribe_views.views,
    scribe_link_views.views,
    card_views.views,
    sorting_views.views,
    sense_views.views,
    said_views.views,
    disposition_views.views,
    answer_views.views,
    wish_views.views,
    reports_views.views,
    following_views.views,
    export_views.views,
    report_views.views,
    report_file_views.views,
    report_style_views.views,
]
COMMANDS = [access_commands.officers, delegates_commands.contacts, delegates_commands.invitations,
            delegates_commands.mailbox,
            plan_commands.plan, plan_commands.routing_group, *reports_commands.ALL,
            *commands.ALL]

