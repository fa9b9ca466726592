"""An order sheet is made: what one supplier has to bring as it stands now, kept to tell what changed later."""

from events import clock, history
from events.database import db
from events.delegates import order_queries, orders
from events.delegates.door_models import OrderSheet
from events.delegates.states import Supplier
from events.event import Event


def make_sheet(event: Event, supplier: Supplier, *, by) -> OrderSheet:
    """Write down what is to be ordered now; while nothing has changed, the last sheet is given again."""
    counts = orders.counts_for(supplier, order_queries.coming(event))
    last = order_queries.sheet_before(event, supplier)
    if last is not None and last.counts == counts:
        return last
    sheet = OrderSheet(event_id=event.id, supplier=supplier, counts=counts, at=clock.now(),
                       by=by if isinstance(by, str) else by.name)
    db.session.add(sheet)
    history.record(sheet, f"made for {supplier}", by=by, event=event)
    return sheet
