"""report.html: the dataset as one page to look at."""
