"""Run Streamlit as it installs itself, without the loop and the parser that the dashboard adds."""

import sys

from streamlit.web.cli import main

# An import of a module that is None fails: the server then takes what Python itself offers.
sys.modules["uvloop"] = sys.modules["httptools"] = None  # type: ignore[assignment]

if __name__ == "__main__":
    main(prog_name="streamlit")
