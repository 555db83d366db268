"""How gunicorn serves the site, in the demo and in production; every number can come from the environment."""

import os

bind = os.environ.get("CANVASS_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("CANVASS_WEB_WORKERS", "2"))
threads = int(os.environ.get("CANVASS_WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True  # one start of Django, and its memory shared
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
# Its heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
no_control_socket = True
loglevel = os.environ.get("CANVASS_GUNICORN_LOG_LEVEL", "warning")
