"""News for open screens: a service publishes after its commit, every open screen of the topic hears it once.

``news`` is what services use; ``hub`` keeps the open screens of this process; ``bridge`` carries news between processes;
``door`` tells who connects; ``streams`` speaks WebSocket and server-sent events.
"""

from goen.base.live.news import expel, listen, publish

__all__ = ["expel", "listen", "publish"]
