"""The frame of every page: top, menu, footer."""
