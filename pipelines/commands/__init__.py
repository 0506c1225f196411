"""The commands of ``khenthuong``, thin layers over the functions that do the work."""
