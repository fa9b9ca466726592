"""Speakers: letters that ask them, answers, photographs, needs, consents; who is a guest because they speak."""

import sqlalchemy as sa
from alembic import op

from events.database import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "speaker_mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("batch", sa.String(length=60), nullable=False),
        sa.Column("letter", sa.String(length=60), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("by_officer_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("called_back_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_speaker_mailing_event_id"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_officer_id"], ["officer.id"], name=op.f("fk_speaker_mailing_by_officer_id"),
                                ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_mailing")),
        sa.UniqueConstraint("batch", name=op.f("uq_speaker_mailing_batch")),
    )
    with op.batch_alter_table("speaker_mailing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_mailing_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_speaker_mailing_by_officer_id"), ["by_officer_id"], unique=False)

    op.create_table(
        "speaker_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("drafted_at", Moment(), nullable=False),
        sa.Column("by_officer_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("mailing_id", sa.Integer(), nullable=True),
        sa.Column("state_before", sa.String(length=16), nullable=True),
        sa.Column("keep_until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_invitation_speaker_id"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["agenda_item_id"], ["agenda_item.id"],
                                name=op.f("fk_speaker_invitation_agenda_item_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["by_officer_id"], ["officer.id"], name=op.f("fk_speaker_invitation_by_officer_id"),
                                ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["mailing_id"], ["speaker_mailing.id"], name=op.f("fk_speaker_invitation_mailing_id"),
                                ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_invitation")),
    )
    with op.batch_alter_table("speaker_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_invitation_speaker_id"), ["speaker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_speaker_invitation_agenda_item_id"), ["agenda_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_speaker_invitation_by_officer_id"), ["by_officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_speaker_invitation_mailing_id"), ["mailing_id"], unique=False)

    op.create_table(
        "speaker_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("by_officer_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("keep_until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_answer_speaker_id"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_officer_id"], ["officer.id"], name=op.f("fk_speaker_answer_by_officer_id"),
                                ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_answer")),
    )
    with op.batch_alter_table("speaker_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_answer_speaker_id"), ["speaker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_speaker_answer_by_officer_id"), ["by_officer_id"], unique=False)

    op.create_table(
        "speaker_profile",
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("photo_key", sa.String(length=64), nullable=False),
        sa.Column("photo_width", sa.Integer(), nullable=False),
        sa.Column("photo_height", sa.Integer(), nullable=False),
        sa.Column("no_biography", sa.Boolean(), nullable=False),
        sa.Column("no_photograph", sa.Boolean(), nullable=False),
        sa.Column("no_slides", sa.Boolean(), nullable=False),
        sa.Column("no_needs", sa.Boolean(), nullable=False),
        sa.Column("keep_until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_profile_speaker_id"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("speaker_id", name=op.f("pk_speaker_profile")),
    )

    op.create_table(
        "speaker_needs",
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("travel", sa.Text(), nullable=False),
        sa.Column("consented_at", Moment(), nullable=True),
        sa.Column("told_at", Moment(), nullable=False),
        sa.Column("keep_until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_needs_speaker_id"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("speaker_id", name=op.f("pk_speaker_needs")),
    )
    with op.batch_alter_table("speaker_needs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_needs_keep_until"), ["keep_until"], unique=False)

    op.create_table(
        "speaker_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_officer_id", sa.Integer(), nullable=True),
        sa.Column("keep_until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaker_consent_speaker_id"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_officer_id"], ["officer.id"], name=op.f("fk_speaker_consent_by_officer_id"),
                                ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker_consent")),
    )
    with op.batch_alter_table("speaker_consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaker_consent_speaker_id"), ["speaker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_speaker_consent_by_officer_id"), ["by_officer_id"], unique=False)

    op.create_table(
        "speaking_guest",
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("gave_place", sa.Boolean(), nullable=False),
        sa.Column("state_before", sa.String(length=12), nullable=True),
        sa.Column("said_before", sa.String(length=16), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_speaking_guest_speaker_id"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_speaking_guest_invitation_id"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("speaker_id", name=op.f("pk_speaking_guest")),
    )
    with op.batch_alter_table("speaking_guest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speaking_guest_invitation_id"), ["invitation_id"], unique=False)


def downgrade():
    with op.batch_alter_table("speaking_guest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaking_guest_invitation_id"))
    op.drop_table("speaking_guest")

    with op.batch_alter_table("speaker_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_consent_speaker_id"))
        batch_op.drop_index(batch_op.f("ix_speaker_consent_by_officer_id"))
    op.drop_table("speaker_consent")

    with op.batch_alter_table("speaker_needs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_needs_keep_until"))
    op.drop_table("speaker_needs")

    op.drop_table("speaker_profile")

    with op.batch_alter_table("speaker_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_answer_speaker_id"))
        batch_op.drop_index(batch_op.f("ix_speaker_answer_by_officer_id"))
    op.drop_table("speaker_answer")

    with op.batch_alter_table("speaker_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_invitation_speaker_id"))
        batch_op.drop_index(batch_op.f("ix_speaker_invitation_agenda_item_id"))
        batch_op.drop_index(batch_op.f("ix_speaker_invitation_by_officer_id"))
        batch_op.drop_index(batch_op.f("ix_speaker_invitation_mailing_id"))
    op.drop_table("speaker_invitation")

    with op.batch_alter_table("speaker_mailing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speaker_mailing_event_id"))
        batch_op.drop_index(batch_op.f("ix_speaker_mailing_by_officer_id"))
    op.drop_table("speaker_mailing")
