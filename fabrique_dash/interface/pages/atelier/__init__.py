"""The letter's workshop: the parts of the page « Écrire la lettre »."""
