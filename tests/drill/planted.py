"""Words that are planted to be looked for afterwards."""

from __future__ import annotations

# Found in no table of the restored database, whatever the backup held.
ACCOUNT, NAME = "canary-account@planted.example", "Canary Planted"
# Sealed, so that they are found in no backup at all.
CONTACT, MOMENT = "canary-contact@planted.example", "canary moment of a volunteer"
ADDRESS = 1  # an id is all that the register of wishes hashes
CAMPAIGN = "Drill"
