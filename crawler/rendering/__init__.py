"""Pages that only a browser can fill, to what the browser makes of them."""
