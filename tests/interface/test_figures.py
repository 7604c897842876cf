"""A figure that is ready says the same as the figure it was made from."""

import json

import plotly.graph_objects as go
import plotly.io as pio
from plotly.tools import return_figure_from_figure_or_data

from fabrique_dash.interface.briques.figures import FigurePrete


def _figure() -> go.Figure:
    figure = go.Figure(go.Scatter(x=[1, 2], y=["a", "b"], text=["<b>é</b>", ""]))
    return figure.update_layout(title="Été", separators=",\u202f")


def test_it_is_sent_as_the_original_would_be() -> None:
    vue_par_streamlit = return_figure_from_figure_or_data(FigurePrete(_figure()), True)
    envoye = json.loads(pio.to_json(vue_par_streamlit, validate=False))
    assert envoye == json.loads(_figure().to_json())


def test_its_dictionary_is_made_once() -> None:
    prete = FigurePrete(_figure())
    assert prete.to_dict() is prete.to_dict()
