"""Figures and comparisons: from tables to values that carry their sources."""
