import enum

from sqlalchemy import Enum, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class UserRole(enum.Enum):
    user = "user"
    admin = "admin"
    moderator = "moderator"
    super_admin = "super_admin"


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str | None] = mapped_column(String(100))
    role: Mapped[UserRole | None] = mapped_column(Enum(UserRole, name="user_role"))
