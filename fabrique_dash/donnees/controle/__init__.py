"""The validation of a package: shape, schema, rules, messages."""
