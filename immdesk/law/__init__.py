"""Compute: rules, steps and the arithmetic that each date shows."""
