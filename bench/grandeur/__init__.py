"""Several processes on one machine: killed and restarted under load, measured, extrapolated."""
