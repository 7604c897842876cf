"""The parts of the page « Parcours »."""
