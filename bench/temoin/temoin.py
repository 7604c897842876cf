"""The reference: the lightest page that still has something to interact with."""

import streamlit as st

st.selectbox("Choix", ["un", "deux", "trois"])
