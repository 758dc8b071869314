from db.models.base import Base
from db.models.user import User, UserRole

__all__ = ["Base", "User", "UserRole"]
