"""What was found in slides, pictures of their pages, the terms on which they are shown."""

import sqlalchemy as sa
from alembic import op

from events.database import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "deck_check",
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=True),
        sa.Column("waits_for", sa.String(length=12), nullable=False),
        sa.Column("scanned_at", Moment(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("signature", sa.String(length=200), nullable=False),
        sa.Column("choice", sa.String(length=12), nullable=False),
        sa.Column("chosen_by", sa.String(length=60), nullable=False),
        sa.Column("chosen_at", Moment(), nullable=True),
        sa.Column("pictures", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_deck_check_deck_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("deck_id", name=op.f("pk_deck_check")),
    )
    op.create_table(
        "deck_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deck_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name=op.f("fk_deck_picture_deck_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deck_picture")),
        sa.UniqueConstraint("deck_id", "number", name=op.f("uq_deck_picture_deck_id_number")),
    )
    with op.batch_alter_table("deck_picture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deck_picture_deck_id"), ["deck_id"], unique=False)
    op.create_table(
        "slide_terms",
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("shown_from", Moment(), nullable=True),
        sa.Column("shows_only", sa.Boolean(), nullable=False),
        sa.Column("delete_after_days", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_slide_terms_speaker_id"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("speaker_id", name=op.f("pk_slide_terms")),
    )


def downgrade():
    op.drop_table("slide_terms")
    with op.batch_alter_table("deck_picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deck_picture_deck_id"))
    op.drop_table("deck_picture")
    op.drop_table("deck_check")
