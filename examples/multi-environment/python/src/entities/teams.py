from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from src.entities.base import Base


class Team(Base):
    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    conference: Mapped[str | None] = mapped_column(String(20))

    standings = relationship("Standing", back_populates="team")
