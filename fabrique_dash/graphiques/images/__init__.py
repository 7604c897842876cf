"""The bodies of pictures that leave, and the sheet that carries them."""
