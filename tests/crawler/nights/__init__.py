"""The sample counties over two years of nights: what every one of them must find, and what it may cost."""
