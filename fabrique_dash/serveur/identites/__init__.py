"""Who somebody is elsewhere: at a provider of identities, or for the proxy before us."""
