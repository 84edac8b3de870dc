"""A local stand-in for WeChat's servers, to try and test the channel without an account."""
