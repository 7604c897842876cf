"""The parts of each page."""
