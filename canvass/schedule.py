"""What the beat rings for, and how often: in seconds, or at an hour of the product's own clock."""

from __future__ import annotations

from celery.schedules import crontab

BEAT = {
    "sweep-jobs": {"task": "canvass.core.tasks.sweep", "schedule": 5.0},
    "queue-reminders": {"task": "volunteers.shifts.tasks.queue_reminders", "schedule": 60.0},
    "send-messages": {"task": "volunteers.people.tasks.send_messages", "schedule": 10.0},
    "seal-audit": {"task": "volunteers.people.tasks.seal_audit", "schedule": 60.0},
    "tidy-messages": {"task": "volunteers.people.tasks.tidy_messages", "schedule": crontab(hour=4, minute=10)},
    "forget": {"task": "canvass.core.tasks.forget", "schedule": crontab(hour=4, minute=40)},
    "tidy-people": {"task": "volunteers.people.tasks.tidy_people", "schedule": 3600.0},
    "open-ended-shifts": {"task": "conversations.insight.tasks.open_ended_shifts", "schedule": 300.0},
    "tidy-doorstep": {"task": "conversations.doorstep.tasks.tidy", "schedule": 3600.0},
    "insight-daily": {"task": "conversations.insight.tasks.daily", "schedule": crontab(hour=9, minute=30)},
    "tell-what-came-of-it": {"task": "conversations.insight.tasks.tell", "schedule": 900.0},
    "weekly-intake": {"task": "conversations.insight.tasks.weekly_intake", "schedule": 3600.0},
}
