"""The sheet of a territory."""
