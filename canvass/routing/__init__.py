"""Doors in, walks out: pure planning without Django and without database rows."""
