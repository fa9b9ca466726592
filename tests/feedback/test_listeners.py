"""What happens when a speaker withdraws."""

from events import news
from events.database import db, unit_of_work
from tests.feedback.test_capturing import captured


def test_the_questions_of_a_speaker_who_withdraws_go_to_the_panel(make):
    event = make.event()
    leaving, staying = make.speaker(event, "Alison Garbutt"), make.speaker(event, "Dean Lofthouse")
    theirs, _ = captured(event, speaker=leaving)
    other, _ = captured(event, text="Another", speaker=staying)
    with unit_of_work():
        news.speaker_withdrawn.send(leaving, by="command")
    db.session.expire_all()
    assert theirs.speaker_id is None and other.speaker_id == staying.id
