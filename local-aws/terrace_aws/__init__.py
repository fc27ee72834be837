"""A local AWS: moto's server, plus the operations and attributes that moto lacks."""

__version__ = "1.0.0"
