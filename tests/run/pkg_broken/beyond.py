from .. import beyond_top_level
