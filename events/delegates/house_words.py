"""What an event's own wording starts from: the house's letters, in the syntax of placeholders."""

from events.refusals import N_

ASK = N_("Any questions? ((contact name)) will help: ((contact telephone)) or ((contact e-mail)).")

SUBJECTS = {
    "invitation": N_("Invitation: ((short title))"),
    "reminder": N_("Are you coming? ((short title))"),
    "reminder_coming": N_("We look forward to seeing you: ((short title))"),
    "reminder_waiting": N_("You are on the waiting list: ((short title))"),
    "confirmation": N_("Your answer: ((short title))"),
    "named": N_("Your place: ((short title))"),
    "offer": N_("A place for you, until ((offered until)): ((short title))"),
    "offer_over": N_("The place has gone on: ((short title))"),
    "seats": N_("Your places: ((short title))"),
    "request_declined": N_("Your request: ((short title))"),
    "postponed": N_("Put off: ((short title))"),
    "moved": N_("Please note, it has changed: ((short title))"),
    "cancelled": N_("Cancelled: ((short title))"),
}
YOURS_ALONE = N_("The link is yours alone. Please do not pass it on: whoever has it can answer for you.")
WORDS = {
    "invitation": [
        N_("Dear ((name)),"), N_("We would like to invite you to ((event))."), "((event facts))",
        N_("Please tell us by ((reply by)) whether you are coming. You can also say what you need to take part."),
        "((personal link))",
        YOURS_ALONE, ASK,
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
    "named": [
        N_("Dear ((name)),"), "((your place))", "((event facts))", "((badge))", "((personal link))", YOURS_ALONE, ASK,
    ],
    "offer": [
        N_("Dear ((name)),"),
        N_("A place has come free, and it is yours if you want it. Please tell us by ((offered until)). After that it "
           "goes to the next on the waiting list."),
        "((event facts))", "((personal link))", YOURS_ALONE, ASK,
    ],
    "offer_over": [
        N_("Dear ((name)),"),
        N_("We offered you a place that had come free and did not hear from you in time, so it has gone to the next on "
           "the waiting list. If you would still like to come, answer again: you are then put on the list anew."),
        "((personal link))", ASK,
    ],
    "seats": [
        N_("Dear ((name)),"), "((your places))", "((event facts))", "((personal link))",
        N_("The link is yours alone. Please do not pass it on: whoever has it can change the names."), ASK,
    ],
    "request_declined": [
        N_("Dear ((name)),"),
        N_("Thank you for asking for a place at ((event)). We are sorry: there is none for you."), ASK,
    ],
    "postponed": [
        N_("Dear ((name)),"),
        N_("We are sorry: ((event)) does not take place on ((day)). The new day is not known yet, and we will write to "
           "you as soon as it is."),
        N_("Your answer and what you told us about your needs are kept. There is nothing you need to do."), ASK,
    ],
    "moved": [
        N_("Dear ((name)),"), N_("((event)) now takes place as follows. What we told you before no longer holds."),
        "((event facts))", N_("Your answer stands as you gave it. If the change alters it, please tell us:"),
        "((personal link))", ASK,
    ],
    "cancelled": [
        N_("Dear ((name)),"),
        N_("We are sorry: ((event)) on ((day)) does not take place. There is nothing you need to do."), ASK,
    ],
}
