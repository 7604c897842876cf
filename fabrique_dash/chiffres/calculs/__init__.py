"""The figures themselves, and the catalogue that knows them all."""
