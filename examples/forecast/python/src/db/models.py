"""Forecastly's tables."""
from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = 'users'
    id = Column(Integer, primary_key=True)
    email = Column(String(200), nullable=False, unique=True, index=True)
    first_name = Column(String(100))
    last_name = Column(String(100))
    is_active = Column(Boolean, nullable=False, default=True)


class Prediction(Base):
    __tablename__ = 'predictions'
    __table_args__ = (Index('ix_predictions_user_id_date', 'user_id', 'date'),)
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey('users.id'), nullable=False)
    date = Column(Date, nullable=False)
    value = Column(Float, nullable=False)
