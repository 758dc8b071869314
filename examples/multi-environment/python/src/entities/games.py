from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from src.entities.base import Base


class Game(Base):
    """What the scrapers write."""

    __tablename__ = "games"

    id: Mapped[int] = mapped_column(primary_key=True)
    home_team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    away_team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    played_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    home_score: Mapped[int | None]
    away_score: Mapped[int | None]
    scraped_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        Index(None, "played_at"),
        Index(None, "home_team_id", "away_team_id"),
    )
