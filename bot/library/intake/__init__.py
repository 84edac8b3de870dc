"""Published documents out of the files a bureau has: read, described, cut, and brought into the library."""
