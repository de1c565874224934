"""Questionnaires, review pages and preferences, drawn from data."""
