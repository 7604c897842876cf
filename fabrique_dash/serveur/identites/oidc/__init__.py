"""Asking a provider of identities (OpenID Connect): loaded when somebody first signs in there."""
