"""The commands of this stage, called as a person would."""

import json

from events.database import db
from events.delegates import contact_queries


def test_contacts_import_prints_one_json_document(app, tmp_path, in_app):
    file = tmp_path / "list.csv"
    file.write_text("name,email\nAnn,ann@example.org\nBob,bob@\n", "utf-8")
    runner = app.test_cli_runner()
    dry = runner.invoke(args=["contacts", "import", str(file), "--dry-run", "--json"])
    assert dry.exit_code == 0, dry.output
    assert [(row["line"], row["email"], row["state"]) for row in json.loads(dry.stdout)] == [
        (2, "ann@example.org", "new"), (3, "bob@", "refused")]
    assert contact_queries.contacts() == []
    db.session.rollback()
    done = runner.invoke(args=["contacts", "import", str(file), "--partnership", "Renaissance", "--json"])
    assert json.loads(done.stdout)[0]["state"] == "new"
    assert [body.name for body in contact_queries.contacts()[0].partnerships] == ["Renaissance"]


def test_a_file_that_is_no_list_is_refused_with_exit_1_and_a_sentence(app, tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes(b"")
    answer = app.test_cli_runner().invoke(args=["contacts", "import", str(file)])
    assert (answer.exit_code, "This file is empty." in answer.output) == (1, True)


def test_invitations_send_now_puts_letters_in_the_outbox_without_a_hold(app, make, post):
    event = make.event()
    make.invitation(event, sent=False)
    make.invitation(event, make.contact("Peggy", email=None), sent=False)
    db.session.rollback()
    runner = app.test_cli_runner()
    answer = runner.invoke(args=["invitations", "send", event.slug, "--now"])
    assert answer.exit_code == 0, answer.output
    assert "1 letters in the outbox, 1 to send by post." in answer.output
    assert len(post()) == 1
    assert runner.invoke(args=["invitations", "send", event.slug]).exit_code == 1
    assert runner.invoke(args=["invitations", "send", "nothing"]).exit_code == 1
