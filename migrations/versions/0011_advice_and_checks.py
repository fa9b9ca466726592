"""Advice on the draft programme; ask, check, decide for speakers and venues."""

import sqlalchemy as sa
from alembic import op

from events.database import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "draft_shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("shown_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_draft_shown_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_shown")),
        sa.UniqueConstraint("event_id", "fingerprint", name=op.f("uq_draft_shown_event_id_fingerprint")),
    )
    with op.batch_alter_table("draft_shown", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_shown_event_id"), ["event_id"], unique=False)

    op.create_table(
        "vetting_use",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_vetting_use_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_vetting_use")),
    )
    op.create_table(
        "adviser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("ref", sa.String(length=20), nullable=False),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=160), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("asked_what", sa.Text(), nullable=False),
        sa.Column("answer_by_on", sa.Date(), nullable=True),
        sa.Column("may_be_named", sa.Boolean(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("reminded_at", Moment(), nullable=True),
        sa.Column("no_comments_at", Moment(), nullable=True),
        sa.Column("told_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("keep_until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_adviser_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["host_id"], ["host.id"], name=op.f("fk_adviser_host_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adviser")),
        sa.UniqueConstraint("ref", name=op.f("uq_adviser_ref")),
    )
    with op.batch_alter_table("adviser", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adviser_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_adviser_host_id"), ["host_id"], unique=False)

    op.create_table(
        "vetting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=8), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("keep_until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_vetting_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_vetting_speaker_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vetting")),
        sa.UniqueConstraint("speaker_id", name=op.f("uq_vetting_speaker_id")),
    )
    with op.batch_alter_table("vetting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vetting_event_id"), ["event_id"], unique=False)

    op.create_table(
        "advice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("typed_by_id", sa.Integer(), nullable=True),
        sa.Column("became", sa.String(length=16), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("changed_item_id", sa.Integer(), nullable=True),
        sa.Column("changed", sa.String(length=200), nullable=False),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["adviser_id"], ["adviser.id"], name=op.f("fk_advice_adviser_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_advice_agenda_item_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["officer.id"], name=op.f("fk_advice_answered_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["changed_item_id"], ["agenda_item.id"], name=op.f("fk_advice_changed_item_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft_shown.id"], name=op.f("fk_advice_draft_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_advice_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["typed_by_id"], ["officer.id"], name=op.f("fk_advice_typed_by_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_advice_event_id_number")),
    )
    with op.batch_alter_table("advice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_advice_adviser_id"), ["adviser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_advice_agenda_item_id"), ["agenda_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_advice_answered_by_id"), ["answered_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_advice_changed_item_id"), ["changed_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_advice_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_advice_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_advice_typed_by_id"), ["typed_by_id"], unique=False)

    op.create_table(
        "vetting_asked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vetting_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("invited_by", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("funding", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["officer.id"], name=op.f("fk_vetting_asked_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["vetting_id"], ["vetting.id"], name=op.f("fk_vetting_asked_vetting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vetting_asked")),
    )
    with op.batch_alter_table("vetting_asked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vetting_asked_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vetting_asked_vetting_id"), ["vetting_id"], unique=False)

    op.create_table(
        "vetting_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vetting_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("referred_to", sa.String(length=200), nullable=False),
        sa.Column("alone_because", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["officer.id"], name=op.f("fk_vetting_decision_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["vetting_id"], ["vetting.id"], name=op.f("fk_vetting_decision_vetting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vetting_decision")),
    )
    with op.batch_alter_table("vetting_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vetting_decision_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vetting_decision_vetting_id"), ["vetting_id"], unique=False)

    op.create_table(
        "vetting_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vetting_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("looked_on", sa.Date(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("is_concern", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["officer.id"], name=op.f("fk_vetting_finding_by_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["vetting_id"], ["vetting.id"], name=op.f("fk_vetting_finding_vetting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vetting_finding")),
    )
    with op.batch_alter_table("vetting_finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vetting_finding_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vetting_finding_vetting_id"), ["vetting_id"], unique=False)


def downgrade():
    with op.batch_alter_table("vetting_finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vetting_finding_vetting_id"))
        batch_op.drop_index(batch_op.f("ix_vetting_finding_by_id"))

    op.drop_table("vetting_finding")
    with op.batch_alter_table("vetting_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vetting_decision_vetting_id"))
        batch_op.drop_index(batch_op.f("ix_vetting_decision_by_id"))

    op.drop_table("vetting_decision")
    with op.batch_alter_table("vetting_asked", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vetting_asked_vetting_id"))
        batch_op.drop_index(batch_op.f("ix_vetting_asked_by_id"))

    op.drop_table("vetting_asked")
    with op.batch_alter_table("advice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_advice_typed_by_id"))
        batch_op.drop_index(batch_op.f("ix_advice_event_id"))
        batch_op.drop_index(batch_op.f("ix_advice_draft_id"))
        batch_op.drop_index(batch_op.f("ix_advice_changed_item_id"))
        batch_op.drop_index(batch_op.f("ix_advice_answered_by_id"))
        batch_op.drop_index(batch_op.f("ix_advice_agenda_item_id"))
        batch_op.drop_index(batch_op.f("ix_advice_adviser_id"))

    op.drop_table("advice")
    with op.batch_alter_table("vetting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vetting_event_id"))

    op.drop_table("vetting")
    with op.batch_alter_table("adviser", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adviser_host_id"))
        batch_op.drop_index(batch_op.f("ix_adviser_event_id"))

    op.drop_table("adviser")
    op.drop_table("vetting_use")
    with op.batch_alter_table("draft_shown", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_shown_event_id"))

    op.drop_table("draft_shown")
