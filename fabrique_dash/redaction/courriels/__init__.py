"""The mail that the dashboard sends: whom it tells what, in which words, and how it leaves."""
