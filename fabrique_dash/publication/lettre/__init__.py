"""The newsletter's workshop: what the data says of a period, put into rubriques and exported."""
