"""Who is where in the parcours, what changed, what to look at first."""
