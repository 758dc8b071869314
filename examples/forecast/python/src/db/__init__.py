"""Forecastly's database."""
