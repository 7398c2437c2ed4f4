"""Every write of the exchange slice."""

from goen.exchange.services.bundles import record_export as record_export
from goen.exchange.services.bundles import take_in as take_in
from goen.exchange.services.hooks import deliver as deliver
from goen.exchange.services.hooks import hear as hear
from goen.exchange.services.hooks import prune as prune
from goen.exchange.services.hooks import remove_hook as remove_hook
from goen.exchange.services.hooks import replay as replay
from goen.exchange.services.hooks import save_hook as save_hook
from goen.exchange.services.hooks import try_hook as try_hook
from goen.exchange.services.tokens import end_with_password as end_with_password
from goen.exchange.services.tokens import make_token as make_token
from goen.exchange.services.tokens import note_use as note_use
from goen.exchange.services.tokens import revoke_token as revoke_token
