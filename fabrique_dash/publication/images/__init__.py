"""Every chart and map as a picture."""
