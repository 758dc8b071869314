"""Forecastly."""
