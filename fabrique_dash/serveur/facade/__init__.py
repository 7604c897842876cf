"""What surrounds Streamlit's own answers: page, headers, files."""
