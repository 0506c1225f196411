"""The demo: a small provincial web world on loopback, crawled, read and published."""
