"""One saved page in, typed records out. Pure: no network, no files written, no clock."""
