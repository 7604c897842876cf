"""The parts of the page « Villes pairs »."""
