"""Mending: an edit keeps the original, a redaction does not, and nobody mends what another has mended."""

import pytest

from events.database import unit_of_work
from events.feedback import mending, moderating
from tests.feedback.test_capturing import captured


def test_an_edit_keeps_the_words_as_first_written_however_often_it_is_edited(make):
    remark, _ = captured(make.event(), text="Why is teh hall cold?")
    for text in ("Why is the hall cold?", "Why is the hall so cold?"):
        with unit_of_work():
            mending.edit(remark, text=text, by="command")
    assert (remark.text, remark.original, remark.is_redacted) == (
        "Why is the hall so cold?", "Why is teh hall cold?", False)
    with unit_of_work():
        mending.edit(remark, text="Why is teh hall cold?", by="command")
    assert remark.original == ""


def test_a_redaction_after_an_edit_takes_the_original_too(make):
    remark, _ = captured(make.event(), text="Mrs Dinsdal is ill")
    with unit_of_work():
        mending.edit(remark, text="Mrs Dinsdale is ill", by="command")
        moderating.redact(remark, text="[…] is ill", by="command")
    assert (remark.text, remark.original, remark.is_redacted) == ("[…] is ill", "", True)


def test_neither_edit_nor_translation_undoes_another_s(make):
    remark, _ = captured(make.event(), text="As it was")
    seen = moderating.seen_of(remark)
    with unit_of_work():
        mending.translate(remark, language="ur", translation="As it is", by="command", seen=seen)
    for act in (lambda: mending.edit(remark, text="Other", by="command", seen=seen),
                lambda: mending.translate(remark, language="pl", translation="No", by="command", seen=seen),
                lambda: moderating.approve(remark, by="command", seen=seen)):
        with pytest.raises(moderating.ChangedMeanwhile), unit_of_work():
            act()
    assert (remark.text, remark.translation, remark.language) == ("As it was", "As it is", "ur")


def test_a_remark_in_another_script_is_not_let_through_unread(make):
    remark, _ = captured(make.event(), text="ہمارے محلے کی عورتیں")
    with pytest.raises(moderating.TranslationWanted), unit_of_work():
        moderating.approve(remark, by="command", also_untranslated=False)
    with unit_of_work():
        mending.translate(remark, language="ur", translation="The women of our street", by="command")
        moderating.approve(remark, by="command", also_untranslated=False)
    assert remark.state == "approved"
