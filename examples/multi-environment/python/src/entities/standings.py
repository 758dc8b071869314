from sqlalchemy import ForeignKey, Index, Numeric, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.entities.base import Base


class Standing(Base):
    """What the models in production read."""

    __tablename__ = "standings"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    season: Mapped[int]
    wins: Mapped[int] = mapped_column(server_default="0")
    losses: Mapped[int] = mapped_column(server_default="0")
    points_average: Mapped[float | None] = mapped_column(Numeric(6, 2))

    team = relationship("Team", back_populates="standings")

    __table_args__ = (
        UniqueConstraint("team_id", "season"),
        Index(None, "season", "wins"),
    )
