"""The first screen: choosing a routine."""
