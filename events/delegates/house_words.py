"""What an event's own wording starts from: the house's letters, in the syntax of placeholders."""

from events.refusals import N_

ASK = N_("Any questions? ((contact name)) will help: ((contact telephone)) or ((contact e-mail)).")

SUBJECTS = {
    "invitation": N_("Invitation: ((short title))"),
    "reminder": N_("Are you coming? ((short title))"),
    "reminder_coming": N_("We look forward to seeing you: ((short title))"),
    "reminder_waiting": N_("You are on the waiting list: ((short title))"),
    "confirmation": N_("Your answer: ((short title))"),
    "moved": N_("Please note, it has changed: ((short title))"),
    "cancelled": N_("Cancelled: ((short title))"),
}
WORDS = {
    "invitation": [
        N_("Dear ((name)),"), N_("We would like to invite you to ((event))."), "((event facts))",
        N_("Please tell us by ((reply by)) whether you are coming. You can also say what you need to take part."),
        "((personal link))",
        N_("The link is yours alone. Please do not pass it on: whoever has it can answer for you."), ASK,
    ],
    "reminder": [
        N_("Dear ((name)),"), N_("We have not heard from you yet. Are you coming to ((event))?"), "((event facts))",
        N_("Please tell us by ((reply by)). “No” is a good answer too: somebody else can have the place."),
        "((personal link))", ASK,
    ],
    "reminder_coming": [
        N_("Dear ((name)),"), N_("You are coming to ((event)). This is when and where we meet:"), "((event facts))",
        "((badge))", N_("If you can no longer come, please tell us, so that somebody else can have your place."),
        "((personal link))", ASK,
    ],
    "reminder_waiting": [
        N_("Dear ((name)),"),
        N_("You would like to come to ((event)) and are on the waiting list. We write at once if a place comes free."),
        "((event facts))", N_("If you no longer want a place, please tell us."), "((personal link))", ASK,
    ],
    "confirmation": [
        N_("Dear ((name)),"), "((your answer))", "((event facts))", "((badge))",
        N_("If your answer changes, please tell us here:"), "((personal link))", ASK,
    ],
    "moved": [
        N_("Dear ((name)),"), N_("((event)) takes place like this now. What we told you before no longer holds."),
        "((event facts))", N_("Your answer stands as you gave it. If the change alters it, please tell us:"),
        "((personal link))", ASK,
    ],
    "cancelled": [
        N_("Dear ((name)),"),
        N_("We are sorry: ((event)) on ((day)) does not take place. There is nothing you need to do."), ASK,
    ],
}
