"""Parts of the dashboards."""
