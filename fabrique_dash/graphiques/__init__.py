"""Charts and maps: from tables to SVG, Plotly figures and folium maps."""
