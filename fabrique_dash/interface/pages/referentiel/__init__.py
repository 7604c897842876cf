"""The parts of the page « Référentiel »."""
