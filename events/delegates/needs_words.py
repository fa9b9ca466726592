"""How needs and diets are called, on forms, lists and order sheets; marked for translation."""

from events.delegates.states import Companion, Diet, Need
from events.refusals import N_

# What somebody reads who ticks it.
NEED_WORDS = {
    Need.STEP_FREE: N_("Step-free access"),
    Need.LIFT: N_("A lift"),
    Need.LOOP: N_("A hearing loop"),
    Need.BSL: N_("British Sign Language (BSL)"),
    Need.INTERPRETER: N_("An interpreter for another language"),
    Need.LARGE_PRINT: N_("Large print"),
    Need.TABLE: N_("A seat at a table"),
    Need.PRAYER_ROOM: N_("A prayer room"),
    Need.CARER: N_("Somebody who cares for me comes with me"),
    Need.CRECHE: N_("A crèche for children"),
    Need.PARKING: N_("A blue badge parking bay"),
    Need.NO_NAME: N_("Do not print my name"),
    Need.TELEPHONE: N_("Rather ring me than write"),
}
# The same in lists and on order sheets, where it is not the person who speaks.
SHORT_WORDS = NEED_WORDS | {
    Need.LIFT: N_("Lift"),
    Need.LOOP: N_("Hearing loop"),
    Need.BSL: N_("BSL interpreter"),
    Need.INTERPRETER: N_("Interpreter"),
    Need.TABLE: N_("Seat at a table"),
    Need.PRAYER_ROOM: N_("Prayer room"),
    Need.CARER: N_("Carer"),
    Need.CRECHE: N_("Crèche"),
    Need.PARKING: N_("Blue badge bay"),
    Need.NO_NAME: N_("Name not to be printed"),
    Need.TELEPHONE: N_("Rather by telephone"),
}
DIET_WORDS = {
    Diet.VEGETARIAN: N_("Vegetarian"),
    Diet.VEGAN: N_("Vegan"),
    Diet.HALAL: N_("Halal"),
    Diet.KOSHER: N_("Kosher"),
    Diet.GLUTEN_FREE: N_("Gluten free"),
    Diet.DAIRY_FREE: N_("Dairy free"),
    Diet.NO_NUTS: N_("No nuts"),
}
COMPANION_WORDS = {
    Companion.CARER: N_("carer"),
    Companion.INTERPRETER: N_("interpreter"),
    Companion.TREASURER: N_("treasurer"),
    Companion.CHILD: N_("child"),
    Companion.OTHER: N_("companion"),
}
# What the door must know to help somebody in; the rest is for whoever prepares.
AT_THE_DOOR = (Need.STEP_FREE, Need.LIFT, Need.LOOP, Need.BSL, Need.INTERPRETER, Need.LARGE_PRINT, Need.TABLE,
               Need.CARER)


def at_the_door(kinds: list[str]) -> list[Need]:
    """Of somebody's needs those that concern the door, in one order."""
    return [need for need in AT_THE_DOOR if need in kinds]
