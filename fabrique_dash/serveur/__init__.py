"""ASGI middleware around the Streamlit application; knows nothing of Streamlit itself."""
