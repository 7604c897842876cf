"""Two A4 pages to print or to hand round: the follow-up note, a territory’s sheet."""
